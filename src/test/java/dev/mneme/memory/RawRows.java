package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows of a database as whoever opens the file with a tool of their own sees and changes them.
 */
final class RawRows implements AutoCloseable {
  /** By which column a row belongs to an agent or a block. */
  private static final Map<String, String> OWNERS =
      new TreeMap<>(
          Map.of(
              "agents", "id",
              "agent_tags", "agent_id",
              "agent_references", "agent_id",
              "attachments", "agent_id",
              "repositories", "agent_id",
              "blocks", "id",
              "block_tags", "block_id"));

  private final Connection connection;

  /** Without foreign keys, as in a shell. */
  RawRows(Path database) {
    try {
      connection = DriverManager.getConnection("jdbc:sqlite:" + database);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    execute("PRAGMA foreign_keys = OFF");
    execute("PRAGMA busy_timeout = 10000");
    execute("PRAGMA synchronous = OFF");
  }

  static Collection<String> tables() {
    return OWNERS.keySet();
  }

  /** The columns of a table but the one that nobody takes back. */
  List<String> columns(String table) {
    return select("PRAGMA table_info(" + table + ")").stream()
        .map(row -> String.valueOf(row.get("name")))
        .filter(column -> !column.equals("pending"))
        .toList();
  }

  int execute(String sql) {
    try (var statement = connection.createStatement()) {
      return statement.execute(sql) ? 0 : statement.getUpdateCount();
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Every row of these, by table. */
  Map<String, List<String>> of(Collection<AgentId> agents, Collection<BlockId> blocks) {
    String ids =
        Stream.concat(agents.stream().map(AgentId::value), blocks.stream().map(BlockId::value))
            .collect(Collectors.joining("', '", "('", "')"));
    Map<String, List<String>> all = new LinkedHashMap<>();
    OWNERS.forEach((table, owner) ->
        all.put(
            table,
            select(
                    "SELECT %s FROM %s WHERE %s IN %s"
                        .formatted(String.join(", ", columns(table)), table, owner, ids))
                .stream()
                .map(Object::toString)
                .sorted()
                .toList()));
    return all;
  }

  private List<Map<String, Object>> select(String sql) {
    try (var statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<Map<String, Object>> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row(result));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static Map<String, Object> row(ResultSet result) throws SQLException {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
      Object value = result.getObject(i);
      row.put(result.getMetaData().getColumnName(i), value == null ? "NULL" : value);
    }
    return row;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
