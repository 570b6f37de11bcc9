package dev.mneme.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/**
 * The rows. Safe for use by many threads, and the file by many processes.
 *
 * <p>Reads never wait for a writer and see one consistent state each. Writes happen one after the
 * other.
 */
public final class Database implements AutoCloseable {
  private final HikariDataSource readers;
  private final Jdbi jdbi;
  private final Writer writer;

  private Database(DatabaseSettings settings) {
    readers = new HikariDataSource(pool(settings));
    jdbi = configured(Jdbi.create(readers));
    writer = new Writer(SqliteSource.forWriting(settings.file()), settings.busyTimeout());
  }

  /**
   * Opens the database; must be closed.
   *
   * @throws DatabaseUnavailableException if the file cannot be used
   * @throws IllegalStateException if a newer Mneme wrote it
   */
  public static Database open(DatabaseSettings settings) {
    Migrations.run(settings.file());
    return new Database(settings);
  }

  /**
   * Reads within one snapshot. The tables must not be used after {@code work} has returned, nor
   * written to.
   *
   * @throws DatabaseUnavailableException if no answer came
   */
  public <T extends @Nullable Object> T read(Function<Tables, T> work) {
    try (Handle handle = jdbi.open()) {
      return read(handle, work);
    } catch (JdbiException e) {
      throw SqlFaults.translate(e);
    }
  }

  /** The pool does not see our statements, so it would not end the transaction either. */
  private static <T extends @Nullable Object> T read(Handle handle, Function<Tables, T> work) {
    try {
      return work.apply(Tables.on(handle));
    } finally {
      handle.rollback();
    }
  }

  /**
   * Writes all or nothing: whatever {@code work} throws undoes what it did. It holds up every other
   * writer, so no I/O in it but through its tables, and no further {@code write}.
   *
   * @throws DatabaseBusyException if others were writing for the whole busy timeout
   * @throws DatabaseUnavailableException if no answer came
   * @throws DuplicateException if what must be unique would not be
   */
  public <T extends @Nullable Object> T write(Durability durability, Function<Tables, T> work) {
    return writer.write(durability, work);
  }

  @Override
  public void close() {
    writer.close();
    readers.close();
  }

  private static HikariConfig pool(DatabaseSettings settings) {
    var config = new HikariConfig();
    config.setPoolName("mneme-readers");
    config.setDataSource(SqliteSource.forReading(settings.file()));
    config.setAutoCommit(false); // each read is a transaction: one snapshot; returning it ends it
    config.setMaximumPoolSize(settings.readConnections());
    config.setMinimumIdle(1);
    config.setConnectionTimeout(Math.max(250, settings.busyTimeout().toMillis()));
    config.setMaxLifetime(0); // there is no server that would drop a connection
    return config;
  }

  /** Our SQL has no templates and no comments, and comparisons in it are not the start of one. */
  static Jdbi configured(Jdbi jdbi) {
    jdbi.setStatementBuilderFactory(StatementCache.factory());
    jdbi.getConfig(SqlStatements.class).setTemplateEngine((template, context) -> template);
    return jdbi;
  }
}
