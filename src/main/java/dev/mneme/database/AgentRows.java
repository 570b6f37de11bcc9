package dev.mneme.database;

import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Every row that says something of an agent and its blocks, column by column and without a meaning:
 * for telling whether two moments say the same. What is pending is left out, since nobody takes
 * that back.
 *
 * @param byTable the rows of each table, as text
 */
public record AgentRows(Map<String, List<String>> byTable) {
  private static final List<String> OF_AGENT =
      List.of("agent_tags", "agent_references", "attachments");

  static AgentRows of(Handle handle, AgentId agent, Collection<BlockId> blocks) {
    List<String> self = List.of(agent.value());
    List<String> ids = blocks.stream().map(BlockId::value).toList();
    Map<String, List<String>> rows = new LinkedHashMap<>();
    rows.put("agents", select(handle, "SELECT * FROM agents WHERE id IN ", self));
    for (String table : OF_AGENT) {
      rows.put(table, select(handle, "SELECT * FROM " + table + " WHERE agent_id IN ", self));
    }
    rows.put("blocks", select(handle, "SELECT * FROM blocks WHERE id IN ", ids));
    rows.put("block_tags", select(handle, "SELECT * FROM block_tags WHERE block_id IN ", ids));
    String position = "SELECT agent_id, incarnation, seq, tip FROM repositories WHERE agent_id IN ";
    rows.put("repositories", select(handle, position, self));
    return new AgentRows(rows);
  }

  private static List<String> select(Handle handle, String query, List<String> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    var conditions = new Conditions();
    return conditions
        .bindTo(handle.createQuery(query + conditions.in(ids)))
        .mapToMap()
        .map(Object::toString)
        .list();
  }

  /** How many rows of which table are not the same in another moment; no table without any. */
  public Map<String, Integer> differencesFrom(AgentRows other) {
    Map<String, Integer> differences = new LinkedHashMap<>();
    byTable.forEach((table, rows) -> {
      List<String> others = other.byTable.getOrDefault(table, List.of());
      int different = Math.max(without(rows, others).size(), without(others, rows).size());
      if (different > 0) {
        differences.put(table, different);
      }
    });
    return differences;
  }

  private static List<String> without(List<String> rows, List<String> others) {
    List<String> rest = new ArrayList<>(rows);
    rest.removeAll(others);
    return rest;
  }
}
