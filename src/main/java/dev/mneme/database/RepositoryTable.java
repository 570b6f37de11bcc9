package dev.mneme.database;

import dev.mneme.agent.AgentId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** How far the log of each agent's repository has been taken over: design.md, "The cache". */
public final class RepositoryTable {
  private static final String SELECT =
      "SELECT agent_id, incarnation, seq, pending, tip FROM repositories ";
  private static final RowMapper<StoredRepository> MAPPER =
      (row, context) ->
          new StoredRepository(
              new AgentId(row.getString("agent_id")),
              new LogPosition(row.getString("incarnation"), row.getLong("seq")),
              row.getLong("pending"),
              row.getString("tip"));

  private final Handle handle;

  RepositoryTable(Handle handle) {
    this.handle = handle;
  }

  /** The row of an agent's repository. */
  public Optional<StoredRepository> find(AgentId agent) {
    return handle
        .createQuery(SELECT + "WHERE agent_id = :agent")
        .bind("agent", agent.value())
        .map(MAPPER)
        .findOne();
  }

  /** Those whose rows may be older than their log. */
  public List<StoredRepository> dirty() {
    return handle.createQuery(SELECT + "WHERE pending > seq ORDER BY agent_id").map(MAPPER).list();
  }

  /**
   * Those of the dirty ones whose agents have a block that this agent has too: what it shows of its
   * memory may be older than their logs.
   */
  public List<AgentId> dirtyAround(AgentId agent) {
    return handle
        .createQuery(
            """
            SELECT DISTINCT r.agent_id FROM repositories r
            JOIN attachments theirs ON theirs.agent_id = r.agent_id
            JOIN attachments ours
              ON ours.block_id = theirs.block_id AND ours.agent_id = :agent
            WHERE r.pending > r.seq AND r.agent_id <> :agent ORDER BY r.agent_id
            """)
        .bind("agent", agent.value())
        .mapTo(String.class)
        .map(AgentId::new)
        .list();
  }

  /** Up to which record each agent's log has been taken over. */
  public Map<AgentId, Long> seqs() {
    Map<AgentId, Long> seqs = new HashMap<>();
    handle
        .createQuery("SELECT agent_id, seq FROM repositories")
        .map((row, context) -> Map.entry(new AgentId(row.getString(1)), row.getLong(2)))
        .forEach(row -> seqs.put(row.getKey(), row.getValue()));
    return seqs;
  }

  /** Says, before it is done, that somebody writes record {@code seq}. */
  public void mark(AgentId agent, long seq) {
    handle
        .createUpdate(
            """
            INSERT INTO repositories (agent_id, incarnation, seq, pending) VALUES (:agent, '', 0, :seq)
            ON CONFLICT (agent_id) DO UPDATE
              SET pending = CASE WHEN repositories.pending < :seq THEN :seq
                                 ELSE repositories.pending END
            """)
        .bind("agent", agent.value())
        .bind("seq", seq)
        .execute();
  }

  /** Makes every row dirty: after the database was restored from a copy. */
  public void markAll() {
    handle.execute("UPDATE repositories SET pending = seq + 1 WHERE pending <= seq");
  }

  /**
   * Says that the rows are those of a repository at a place in its log: forward only within one
   * incarnation, from the beginning in another. What is pending stays so.
   *
   * @param tip the commit of {@code main} there, in hex, or null
   * @return whether it moved, or was there already
   */
  public boolean advance(AgentId agent, LogPosition position, @Nullable String tip) {
    return handle
            .createUpdate(
                """
                INSERT INTO repositories (agent_id, incarnation, seq, pending, tip)
                VALUES (:agent, :incarnation, :seq, 0, :tip)
                ON CONFLICT (agent_id) DO UPDATE
                  SET incarnation = :incarnation, seq = :seq, tip = :tip
                  WHERE repositories.incarnation <> :incarnation OR repositories.seq <= :seq
                """)
            .bind("agent", agent.value())
            .bind("incarnation", position.incarnation())
            .bind("seq", position.seq())
            .bind("tip", tip)
            .execute()
        == 1;
  }

  /**
   * The same whatever was said before: for a rebuild, which has looked at the log and not at the
   * rows. What is pending stays so.
   */
  public void set(AgentId agent, LogPosition position, @Nullable String tip) {
    handle
        .createUpdate(
            """
            INSERT INTO repositories (agent_id, incarnation, seq, pending, tip)
            VALUES (:agent, :incarnation, :seq, 0, :tip)
            ON CONFLICT (agent_id) DO UPDATE
              SET incarnation = :incarnation, seq = :seq, tip = :tip
            """)
        .bind("agent", agent.value())
        .bind("incarnation", position.incarnation())
        .bind("seq", position.seq())
        .bind("tip", tip)
        .execute();
  }
}
