package dev.mneme.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Truth values as rows hold them: 0, 1 or null. */
final class Flag {
  private Flag() {}

  static int of(boolean flag) {
    return flag ? 1 : 0;
  }

  static @Nullable Integer of(@Nullable Boolean flag) {
    return flag == null ? null : Integer.valueOf(of(flag.booleanValue()));
  }

  static @Nullable Boolean read(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : Boolean.valueOf(value != 0);
  }
}
