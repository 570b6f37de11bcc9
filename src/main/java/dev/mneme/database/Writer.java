package dev.mneme.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * The one connection through which this process writes.
 *
 * <p>Writers of this process queue in the order in which they came; only the first of them meets
 * the writers of other processes, and waits for those by asking again.
 */
final class Writer implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(1);

  private final SqliteSource source;
  private final Duration busyTimeout;
  private final Semaphore turn = new Semaphore(1, true);
  private @Nullable Session session;

  Writer(SqliteSource source, Duration busyTimeout) {
    this.source = source;
    this.busyTimeout = busyTimeout;
  }

  <T extends @Nullable Object> T write(Durability durability, Function<Tables, T> work) {
    long deadline = System.nanoTime() + busyTimeout.toNanos();
    awaitTurn();
    try {
      return session().write(durability, deadline, work);
    } catch (SQLException | JdbiException e) {
      throw SqlFaults.translate(e);
    } finally {
      endTurn();
    }
  }

  private void endTurn() {
    try {
      dropBroken();
    } finally {
      turn.release();
    }
  }

  private void awaitTurn() {
    try {
      if (!turn.tryAcquire(busyTimeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw SqlFaults.busy(null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SqlFaults.unavailable(e);
    }
  }

  private Session session() throws SQLException {
    Session open = session;
    if (open == null) {
      open = new Session(source.getConnection());
      session = open;
    }
    return open;
  }

  /** The next write opens another one. */
  private void dropBroken() {
    if (session != null && session.broken) {
      drop();
    }
  }

  private void drop() {
    if (session != null) {
      session.close();
      session = null;
    }
  }

  @Override
  public void close() {
    turn.acquireUninterruptibly();
    try {
      drop();
    } finally {
      turn.release();
    }
  }

  /** A connection with what is prepared on it. */
  private static final class Session {
    private final Connection connection;
    private final Handle handle;
    private final Tables tables;
    private Durability durability = Durability.FULL;
    private boolean broken;

    Session(Connection connection) {
      this.connection = connection;
      this.handle = Database.configured(Jdbi.create(connection)).open();
      this.tables = Tables.on(handle);
    }

    /** Does the work and commits it; whatever goes wrong undoes it. */
    <T extends @Nullable Object> T write(Durability wanted, long deadline, Function<Tables, T> work)
        throws SQLException {
      require(wanted);
      begin(deadline);
      try {
        T result = work.apply(tables);
        execute("COMMIT");
        return result;
      } catch (Throwable fault) {
        rollback(fault);
        throw fault;
      }
    }

    private void require(Durability wanted) throws SQLException {
      if (durability != wanted) {
        execute("PRAGMA synchronous = " + (wanted == Durability.FULL ? "FULL" : "NORMAL"));
        durability = wanted;
      }
    }

    private void begin(long deadline) throws SQLException {
      while (!tryBegin()) {
        if (System.nanoTime() - deadline > 0) {
          throw SqlFaults.busy(null);
        }
        Pause.of(POLL);
      }
    }

    private boolean tryBegin() throws SQLException {
      try {
        execute("BEGIN IMMEDIATE");
        return true;
      } catch (SQLException e) {
        if (SqlFaults.isBusy(e)) {
          return false;
        }
        throw e;
      }
    }

    /**
     * After some faults SQLite has rolled back by itself and refuses this: begin with a new one.
     */
    private void rollback(Throwable fault) {
      try {
        execute("ROLLBACK");
      } catch (SQLException e) {
        broken = true;
        fault.addSuppressed(e);
      }
    }

    private void close() {
      try (connection) {
        handle.close();
      } catch (SQLException e) {
        throw SqlFaults.unavailable(e);
      }
    }

    private void execute(String sql) throws SQLException {
      SqliteSource.execute(connection, sql);
    }
  }
}
