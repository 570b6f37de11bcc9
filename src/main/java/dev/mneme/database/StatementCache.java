package dev.mneme.database;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilderFactory;
import org.jdbi.v3.core.statement.StatementContext;
import org.sqlite.SQLiteConnection;

/**
 * Keeps what is prepared on a connection for the next one who asks the same: SQLite parses and
 * plans a statement each time it is prepared, which costs more than most of ours take to run, and
 * neither its driver nor the pool remembers.
 *
 * <p>Statements are made on the driver's own connection; the pool would close those that it knows
 * of. So whoever reads must end the transaction, see {@link Database#read}.
 */
final class StatementCache implements StatementBuilder {
  /** Our SQL is some dozens of texts, and lists with their many filters a few hundred more. */
  private static final int MOST_KEPT = 200;

  private final SQLiteConnection connection;
  private final Map<String, PreparedStatement> idle = new HashMap<>();
  private final IdentityHashMap<Statement, String> busy = new IdentityHashMap<>();

  private StatementCache(SQLiteConnection connection) {
    this.connection = connection;
  }

  /** One cache for each connection that is open. */
  static StatementBuilderFactory factory() {
    Map<SQLiteConnection, StatementCache> caches = new ConcurrentHashMap<>();
    return connection -> {
      SQLiteConnection own = unwrap(connection);
      StatementCache known = caches.get(own);
      if (known == null) {
        caches.keySet().removeIf(StatementCache::isClosed);
        known = caches.computeIfAbsent(own, StatementCache::new);
      }
      return known;
    };
  }

  private static SQLiteConnection unwrap(Connection connection) {
    try {
      return connection.unwrap(SQLiteConnection.class);
    } catch (SQLException e) {
      throw SqlFaults.unavailable(e);
    }
  }

  private static boolean isClosed(SQLiteConnection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  @Override
  public PreparedStatement create(Connection pooled, String sql, StatementContext context)
      throws SQLException {
    PreparedStatement kept = idle.remove(sql);
    PreparedStatement statement = kept == null ? connection.prepareStatement(sql) : kept;
    busy.put(statement, sql);
    return statement;
  }

  /**
   * Keeps the statement, unless a second one of the same text was open meanwhile: one is enough.
   *
   * @param unparsed is not what {@link #create} was told: JDBI hands in the text before it replaced
   *     the names of the parameters
   */
  @Override
  public void close(Connection pooled, String unparsed, Statement statement) throws SQLException {
    String sql = busy.remove(statement);
    boolean keep =
        sql != null
            && statement instanceof PreparedStatement prepared
            && !statement.isClosed()
            && idle.size() < MOST_KEPT
            && idle.putIfAbsent(sql, prepared) == null;
    if (!keep) {
      statement.close();
    }
  }

  @Override
  public Statement create(Connection pooled, StatementContext context) throws SQLException {
    return connection.createStatement();
  }

  @Override
  public CallableStatement createCall(Connection pooled, String sql, StatementContext context)
      throws SQLException {
    return connection.prepareCall(sql);
  }
}
