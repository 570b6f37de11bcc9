package dev.mneme.database;

import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The attachments as what has been taken over from the files of git-enabled agents. */
public final class AttachedFileTable {
  private static final String SELECT =
      """
      SELECT x.agent_id, x.block_id, x.label, x.attached_at, x.path, x.blob_id, x.state_blob_id,
        x.taken_version, x.taken_repository
      FROM attachments x
      """;

  /** With a file of a git-enabled agent whose content is older than the block. */
  private static final String BEHIND =
      """
      JOIN blocks b ON b.id = x.block_id
      JOIN agent_tags t ON t.agent_id = x.agent_id AND t.tag = :git
      WHERE x.path IS NOT NULL
        AND (x.taken_version, x.taken_repository) < (b.version, b.version_repository)
      """;

  private static final RowMapper<AttachedFile> MAPPER =
      (row, context) ->
          new AttachedFile(
              new AgentId(row.getString("agent_id")),
              new BlockId(row.getString("block_id")),
              row.getString("label"),
              Micros.toInstant(row.getLong("attached_at")),
              row.getString("path"),
              row.getString("blob_id"),
              row.getString("state_blob_id"),
              new BlockVersion(row.getLong("taken_version"), row.getString("taken_repository")));

  private final Handle handle;

  AttachedFileTable(Handle handle) {
    this.handle = handle;
  }

  /** All attachments of an agent, those without a file too, in the order of their labels. */
  public List<AttachedFile> of(AgentId agent) {
    return handle
        .createQuery(SELECT + "WHERE x.agent_id = :agent ORDER BY x.label")
        .bind("agent", agent.value())
        .map(MAPPER)
        .list();
  }

  /** The attachment of a block to an agent. */
  public Optional<AttachedFile> find(AgentId agent, BlockId block) {
    return handle
        .createQuery(SELECT + "WHERE x.agent_id = :agent AND x.block_id = :block")
        .bind("agent", agent.value())
        .bind("block", block.value())
        .map(MAPPER)
        .findOne();
  }

  /** All attachments of a block, the first one first. */
  public List<AttachedFile> of(BlockId block) {
    return handle
        .createQuery(SELECT + "WHERE x.block_id = :block ORDER BY x.attached_at, x.agent_id")
        .bind("block", block.value())
        .map(MAPPER)
        .list();
  }

  /**
   * Stores what was taken over from one file, in place of whatever the agent had under that label,
   * that path, or of that block.
   */
  public void put(AttachedFile file) {
    handle
        .createUpdate(
            """
            DELETE FROM attachments
            WHERE agent_id = :agent AND (block_id = :block OR label = :label OR path = :path)
            """)
        .bind("agent", file.agent().value())
        .bind("block", file.block().value())
        .bind("label", file.label())
        .bind("path", file.path())
        .execute();
    new AttachmentTable(handle).insert(file);
  }

  /** Detaches all that an agent has. */
  public void deleteAll(AgentId agent) {
    handle
        .createUpdate("DELETE FROM attachments WHERE agent_id = :agent")
        .bind("agent", agent.value())
        .execute();
  }

  /** Detaches what an agent has under these labels. */
  public void delete(AgentId agent, Collection<String> labels) {
    labels.forEach(label ->
        handle
            .createUpdate("DELETE FROM attachments WHERE agent_id = :agent AND label = :label")
            .bind("agent", agent.value())
            .bind("label", label)
            .execute());
  }

  /**
   * Renames a block in the agents that have no file of it to rename, except where the label is
   * taken.
   */
  public void renameWithoutFiles(BlockId block, String label) {
    handle
        .createUpdate(
            """
            UPDATE attachments SET label = :label
            WHERE block_id = :block AND label <> :label
              AND NOT EXISTS (SELECT 1 FROM attachments o
                WHERE o.agent_id = attachments.agent_id AND o.label = :label)
              AND (path IS NULL OR NOT EXISTS (SELECT 1 FROM agent_tags t
                WHERE t.agent_id = attachments.agent_id AND t.tag = :git))
            """)
        .bind("label", label)
        .bind("block", block.value())
        .bind("git", Agent.GIT_MEMORY_TAG)
        .execute();
  }

  /** The attachments of an agent whose files are older than their blocks. */
  public List<AttachedFile> behind(AgentId agent) {
    return handle
        .createQuery(SELECT + BEHIND + "AND x.agent_id = :agent ORDER BY x.label")
        .bind("git", Agent.GIT_MEMORY_TAG)
        .bind("agent", agent.value())
        .map(MAPPER)
        .list();
  }

  /** The agents whose file of one of these blocks is older than the block. */
  public List<AgentId> agentsBehind(Collection<BlockId> blocks) {
    return blocks.stream()
        .flatMap(block -> agents("AND x.block_id = :block", Optional.of(block)).stream())
        .distinct()
        .toList();
  }

  /** The agents that have a file that is older than its block; looks at every attachment. */
  public List<AgentId> agentsBehind() {
    return agents("", Optional.empty());
  }

  private List<AgentId> agents(String condition, Optional<BlockId> block) {
    var query =
        handle
            .createQuery(
                "SELECT DISTINCT x.agent_id FROM attachments x "
                    + BEHIND
                    + condition
                    + " ORDER BY x.agent_id")
            .bind("git", Agent.GIT_MEMORY_TAG);
    block.ifPresent(id -> query.bind("block", id.value()));
    return query.mapTo(String.class).map(AgentId::new).list();
  }
}
