package dev.mneme.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.Function;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/** Opens connections to the file, each with the settings and functions that we rely on. */
final class SqliteSource extends SQLiteDataSource {
  /**
   * For the moments in which even a reader has to wait (another process opens or recovers the
   * file). Waiting for writers is not done inside SQLite: there it would hold the carrier of a
   * virtual thread, and two such waits stop every request of a machine with two cores.
   */
  private static final Duration SHORT_WAIT = Duration.ofMillis(200);

  private final boolean forWriting;

  private SqliteSource(SQLiteConfig config, boolean forWriting) {
    super(config);
    this.forWriting = forWriting;
  }

  static SqliteSource forReading(Path file) {
    return open(file, SHORT_WAIT, false);
  }

  static SqliteSource forWriting(Path file) {
    return open(file, Duration.ZERO, true);
  }

  /** For the start, where nobody else waits for us. */
  static SqliteSource forMigrating(Path file, Duration wait) {
    return open(file, wait, true);
  }

  private static SqliteSource open(Path file, Duration wait, boolean forWriting) {
    var config = new SQLiteConfig();
    config.setBusyTimeout(Math.toIntExact(wait.toMillis()));
    config.enforceForeignKeys(true);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    var source = new SqliteSource(config, forWriting);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  @Override
  public SQLiteConnection getConnection(String user, String password) throws SQLException {
    SQLiteConnection connection = super.getConnection(user, password);
    Function.create(connection, ContainsIgnoringCase.NAME, new ContainsIgnoringCase(), 2, 0);
    Function.create(
        connection, SearchWords.NAME, new SearchWords(), 1, Function.FLAG_DETERMINISTIC);
    if (!forWriting) {
      execute(connection, "PRAGMA query_only = ON");
    }
    return connection;
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
