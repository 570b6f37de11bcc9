package dev.mneme.database;

import dev.mneme.agent.AgentId;
import dev.mneme.block.Block;
import dev.mneme.block.BlockId;
import dev.mneme.search.SearchText;
import dev.mneme.search.Words;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** {@link BlockSearch} with SQLite's FTS5. */
final class SqliteBlockSearch implements BlockSearch {
  private static final String SELECT =
      "SELECT x.agent_id, x.label AS agent_label, bm25(block_index, 8.0, 3.0, 1.0) AS badness, "
          + BlockRow.COLUMNS
          + """
           FROM block_index
             JOIN block_numbers m ON m.n = block_index.rowid
             JOIN attachments x ON x.block_id = m.block_id
             JOIN blocks b ON b.id = m.block_id
           WHERE block_index MATCH :sought
          """;
  private static final String ORDER = " ORDER BY badness, x.agent_id, x.label LIMIT :limit";
  private static final RowMapper<Found> MAPPER =
      (row, context) ->
          new Found(
              new AgentId(row.getString("agent_id")),
              BlockRow.read(row, row.getString("agent_label")),
              -row.getDouble("badness"));

  private final Handle handle;

  SqliteBlockSearch(Handle handle) {
    this.handle = handle;
  }

  @Override
  public List<Found> in(AgentId agent, SearchText sought, int limit) {
    return handle
        .createQuery(SELECT + " AND x.agent_id = :agent" + ORDER)
        .bind("sought", query(sought))
        .bind("agent", agent.value())
        .bind("limit", limit)
        .map(MAPPER)
        .list();
  }

  @Override
  public List<Found> everywhere(SearchText sought, int limit) {
    return handle
        .createQuery(SELECT + ORDER)
        .bind("sought", query(sought))
        .bind("limit", limit)
        .map(MAPPER)
        .list();
  }

  /** Words have neither quotes nor operators in them, and quoted they are nothing but words. */
  private static String query(SearchText sought) {
    String all =
        sought.phrases().stream()
            .map(words -> "\"" + String.join(" ", words) + "\"")
            .collect(Collectors.joining(" AND "));
    return sought.prefix() ? all + "*" : all;
  }

  /** Puts a block into the index, in the place of what it said before. */
  void put(Block block) {
    remove(block.id());
    handle
        .createUpdate("INSERT INTO block_numbers (block_id) VALUES (:id) ON CONFLICT DO NOTHING")
        .bind("id", block.id().value())
        .execute();
    handle
        .createUpdate(
            """
            INSERT INTO block_index (rowid, label, description, value)
            SELECT n, :label, :description, :value FROM block_numbers WHERE block_id = :id
            """)
        .bind("id", block.id().value())
        .bind("label", Words.index(block.label()))
        .bind("description", Words.index(Objects.requireNonNullElse(block.description(), "")))
        .bind("value", Words.index(block.value()))
        .execute();
  }

  /** Takes a block out of the index; without effect if it is not in it. */
  void remove(BlockId id) {
    handle
        .createUpdate(
            """
            DELETE FROM block_index
            WHERE rowid = (SELECT n FROM block_numbers WHERE block_id = :id)
            """)
        .bind("id", id.value())
        .execute();
  }
}
