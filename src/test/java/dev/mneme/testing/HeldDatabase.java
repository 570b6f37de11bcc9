package dev.mneme.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Somebody who is inside a write of a server's database, until this is closed. */
public final class HeldDatabase implements AutoCloseable {
  private final Connection connection;

  private HeldDatabase(Connection connection) {
    this.connection = connection;
  }

  /**
   * Begins to write, and stops there.
   *
   * @param data the server's data folder
   */
  public static HeldDatabase of(Path data) {
    try {
      var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("mneme.db"));
      try (var statement = connection.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
      }
      return new HeldDatabase(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Gives up without having written anything. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
