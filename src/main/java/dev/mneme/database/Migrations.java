package dev.mneme.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * Brings the schema up to date at the start.
 *
 * <p>Flyway costs some hundred milliseconds in a fresh process even when there is nothing to do, so
 * it is only asked when its own table says that something is missing: docs/adr/0009. It knows no
 * lock on SQLite, so processes that start at once take turns on a lock file; the lock is the
 * operating system's and ends with its process.
 */
final class Migrations {
  /** The newest migration in {@code resources/database}. */
  static final int NEWEST = 4;

  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(20);

  private final Path file;
  private final SqliteSource source;

  private Migrations(Path file) {
    this.file = file;
    this.source = SqliteSource.forMigrating(file, WAIT);
  }

  /**
   * Creates the file where it is missing and the schema where it is old.
   *
   * @throws IllegalStateException if a newer Mneme wrote the file
   */
  static void run(Path file) {
    try {
      createForOwner(file);
      new Migrations(file).run();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the database " + file, e);
    } catch (SQLException e) {
      throw SqlFaults.translate(e);
    }
  }

  private void run() throws IOException, SQLException {
    if (version() < NEWEST) {
      migrateInTurn();
    }
    int version = version();
    if (version > NEWEST) {
      throw new IllegalStateException(
          "%s was written by a newer Mneme (schema %d, this one knows %d): start that one"
              .formatted(file, version, NEWEST));
    }
  }

  private void migrateInTurn() throws IOException, SQLException {
    try (FileChannel channel =
            FileChannel.open(
                file.resolveSibling(file.getFileName() + ".migrating"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = lock(channel)) {
      if (lock.isValid() && version() < NEWEST) {
        migrate();
      }
    }
  }

  private void migrate() throws SQLException {
    try (Connection connection = source.getConnection()) {
      SqliteSource.execute(connection, "PRAGMA journal_mode = WAL");
    }
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:database")
        .placeholders(Map.of("text", "TEXT"))
        .load()
        .migrate();
  }

  private int version() throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      return hasHistory(statement) ? version(statement) : 0;
    }
  }

  private static boolean hasHistory(Statement statement) throws SQLException {
    try (ResultSet found =
        statement.executeQuery(
            "SELECT 1 FROM sqlite_master WHERE name = 'flyway_schema_history'")) {
      return found.next();
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet newest =
        statement.executeQuery(
            """
            SELECT MAX(CAST(version AS INTEGER)) FROM flyway_schema_history WHERE success = 1
            """)) {
      return newest.getInt(1);
    }
  }

  private FileLock lock(FileChannel channel) throws IOException {
    long deadline = System.nanoTime() + WAIT.toNanos();
    for (FileLock lock = tryLock(channel); ; lock = tryLock(channel)) {
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() - deadline > 0) {
        throw new DatabaseBusyException(
            "another process has been migrating %s for %s".formatted(file, WAIT), null);
      }
      Pause.of(POLL);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  /** The files that SQLite puts beside it get the same permissions. */
  private static void createForOwner(Path file) throws IOException {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException expected) {
      // Kept as it is: whoever made it may have given it to a group.
    }
  }
}
