package dev.mneme.database;

import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.block.Block;
import dev.mneme.block.BlockId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Which agent has which block, under which label. */
public final class AttachmentTable {
  /** SQLite takes 32,766 arguments in one statement. */
  private static final int CHUNK = 1_000;

  private static final String BLOCKS =
      "SELECT x.agent_id, x.label AS agent_label, "
          + BlockRow.COLUMNS
          + " FROM attachments x JOIN blocks b ON b.id = x.block_id ";
  private static final RowMapper<StoredBlock> MAPPER =
      (row, context) -> BlockRow.read(row, row.getString("agent_label"));

  private final Handle handle;

  AttachmentTable(Handle handle) {
    this.handle = handle;
  }

  /**
   * Attaches a block, with or without a file.
   *
   * @throws DuplicateException if the agent has the block, the label or the path
   */
  public void insert(AttachedFile attached) {
    handle
        .createUpdate(
            """
            INSERT INTO attachments (agent_id, block_id, label, attached_at, path, blob_id,
              state_blob_id, taken_version, taken_repository)
            VALUES (:agent, :block, :label, :at, :path, :blob, :stateBlob, :version, :repository)
            """)
        .bind("agent", attached.agent().value())
        .bind("block", attached.block().value())
        .bind("label", attached.label())
        .bind("at", Micros.of(attached.attachedAt()))
        .bind("path", attached.path())
        .bind("blob", attached.blobId())
        .bind("stateBlob", attached.stateBlobId())
        .bind("version", attached.taken().version())
        .bind("repository", attached.taken().repositoryId())
        .execute();
  }

  /** Detaches a block; false if it was not attached. */
  public boolean delete(AgentId agent, BlockId block) {
    return handle
            .createUpdate("DELETE FROM attachments WHERE agent_id = :agent AND block_id = :block")
            .bind("agent", agent.value())
            .bind("block", block.value())
            .execute()
        == 1;
  }

  /**
   * Gives a block a label in every agent that has it.
   *
   * @throws DuplicateException if one of them has another block with that label
   */
  public void rename(BlockId block, String label) {
    handle
        .createUpdate(
            "UPDATE attachments SET label = :label WHERE block_id = :block AND label <> :label")
        .bind("label", label)
        .bind("block", block.value())
        .execute();
  }

  /** Whether an agent has a block. */
  public boolean contains(AgentId agent, BlockId block) {
    return handle
        .createQuery("SELECT 1 FROM attachments WHERE agent_id = :agent AND block_id = :block")
        .bind("agent", agent.value())
        .bind("block", block.value())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /** The block that has a label in an agent. */
  public Optional<StoredBlock> find(AgentId agent, String label) {
    return handle
        .createQuery(BLOCKS + "WHERE x.agent_id = :agent AND x.label = :label")
        .bind("agent", agent.value())
        .bind("label", label)
        .map(MAPPER)
        .findOne();
  }

  /** An agent's blocks, in the order in which they were attached. */
  public List<StoredBlock> of(AgentId agent) {
    return handle
        .createQuery(BLOCKS + "WHERE x.agent_id = :agent ORDER BY x.attached_at, x.block_id")
        .bind("agent", agent.value())
        .map(MAPPER)
        .list();
  }

  /** The blocks of many agents, of each in the order in which they were attached. */
  public Map<AgentId, List<Block>> of(Collection<AgentId> agents) {
    Map<AgentId, List<Block>> blocks = new LinkedHashMap<>();
    agents.forEach(agent -> blocks.put(agent, new ArrayList<>()));
    List<String> ids = blocks.keySet().stream().map(AgentId::value).toList();
    for (int from = 0; from < ids.size(); from += CHUNK) {
      collect(ids.subList(from, Math.min(from + CHUNK, ids.size())), blocks);
    }
    return blocks;
  }

  /**
   * An agent's blocks, ordered by id.
   *
   * @param before only what is in front of this id, or null; it need not exist
   * @param after only what is behind this id, or null; it need not exist
   */
  public List<StoredBlock> byId(
      AgentId agent,
      @Nullable String before,
      @Nullable String after,
      boolean descending,
      int limit) {
    var conditions = new Conditions();
    conditions.add("x.agent_id = ?", agent.value());
    new Cursor("x.block_id", descending).apply(conditions, before, after);
    String order = " ORDER BY x.block_id" + (descending ? " DESC" : "") + " LIMIT " + limit;
    return conditions
        .bindTo(handle.createQuery(BLOCKS + conditions.where() + order))
        .map(MAPPER)
        .list();
  }

  /** The agents that have a block, the first one to have it first. */
  public List<AgentId> agentsOf(BlockId block) {
    return agents(
        handle.createQuery(
            """
            SELECT x.agent_id FROM attachments x WHERE x.block_id = :block
            ORDER BY x.attached_at, x.agent_id
            """),
        block);
  }

  /** Those of the agents that have a block whose memory is in git, the first to have it first. */
  public List<AgentId> gitAgentsOf(BlockId block) {
    return agents(
        handle
            .createQuery(
                """
                SELECT x.agent_id
                FROM attachments x JOIN agent_tags t ON t.agent_id = x.agent_id AND t.tag = :git
                WHERE x.block_id = :block ORDER BY x.attached_at, x.agent_id
                """)
            .bind("git", Agent.GIT_MEMORY_TAG),
        block);
  }

  private static List<AgentId> agents(Query query, BlockId block) {
    return query.bind("block", block.value()).mapTo(String.class).map(AgentId::new).list();
  }

  private void collect(List<String> ids, Map<AgentId, List<Block>> blocks) {
    var conditions = new Conditions();
    conditions.add("x.agent_id IN " + conditions.in(ids));
    conditions
        .bindTo(
            handle.createQuery(BLOCKS + conditions.where() + " ORDER BY x.attached_at, x.block_id"))
        .map((row, context) ->
            blocks
                .getOrDefault(new AgentId(row.getString("agent_id")), new ArrayList<>())
                .add(BlockRow.read(row, row.getString("agent_label")).block()))
        .forEach(added -> {});
  }
}
