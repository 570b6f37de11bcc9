package dev.mneme.database;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.ConnectionException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns what the driver throws into our family. */
final class SqlFaults {
  private static final Pattern UNIQUE =
      Pattern.compile("UNIQUE constraint failed: (\\w+)\\.(\\w+(?:, \\w+\\.\\w+)*)");

  private SqlFaults() {}

  static boolean isBusy(Throwable fault) {
    SQLiteException sqlite = sqlite(fault);
    return sqlite != null && isBusy(code(sqlite));
  }

  /** The fault in our terms, or as it is where it is a mistake of ours. */
  static RuntimeException translate(Throwable fault) {
    SQLiteException sqlite = sqlite(fault);
    if (sqlite == null) {
      return asItIs(fault);
    }
    return switch (code(sqlite)) {
      case SQLITE_CONSTRAINT -> constraint(sqlite, fault);
      case SQLITE_BUSY, SQLITE_LOCKED -> busy(sqlite);
      case SQLITE_ERROR, SQLITE_RANGE, SQLITE_MISMATCH, SQLITE_MISUSE -> asItIs(fault);
      default -> unavailable(sqlite);
    };
  }

  static DatabaseBusyException busy(@Nullable Throwable cause) {
    return new DatabaseBusyException(
        "The database is temporarily unavailable: another writer holds it. Try again.", cause);
  }

  static DatabaseUnavailableException unavailable(Throwable cause) {
    return new DatabaseUnavailableException(
        "The database is temporarily unavailable: " + cause.getMessage(), cause);
  }

  private static RuntimeException constraint(SQLiteException sqlite, Throwable fault) {
    Matcher unique = UNIQUE.matcher(String.valueOf(sqlite.getMessage()));
    if (!unique.find()) {
      return asItIs(fault);
    }
    String table = unique.group(1);
    return new DuplicateException(model(table), unique.group(2).replace(table + ".", ""), sqlite);
  }

  private static String model(String table) {
    return switch (table) {
      case "agents" -> "Agent";
      case "blocks" -> "Block";
      case "attachments" -> "BlocksAgents";
      case "shared_repositories" -> "Repository";
      default -> table;
    };
  }

  private static boolean isBusy(SQLiteErrorCode code) {
    return code == SQLiteErrorCode.SQLITE_BUSY || code == SQLiteErrorCode.SQLITE_LOCKED;
  }

  /** Without the extension that says more exactly what it was. */
  private static SQLiteErrorCode code(SQLiteException fault) {
    return SQLiteErrorCode.getErrorCode(fault.getResultCode().code & 0xff);
  }

  private static @Nullable SQLiteException sqlite(Throwable fault) {
    for (Throwable t = fault; t != null; t = t.getCause()) {
      if (t instanceof SQLiteException sqlite) {
        return sqlite;
      }
    }
    return null;
  }

  private static RuntimeException asItIs(Throwable fault) {
    return switch (fault) {
      case ConnectionException noConnection -> unavailable(noConnection);
      case RuntimeException runtime -> runtime;
      case SQLException sql -> unavailable(sql);
      default -> new IllegalStateException(fault);
    };
  }
}
