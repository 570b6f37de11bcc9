package dev.mneme.database;

import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.agent.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;

/** Agents, with what they are searched by. */
public final class AgentTable {
  static final String COLUMNS =
      "id, organization_id, name, tags, hidden, fields, created_at, updated_at";
  static final RowMapper<Agent> MAPPER = (row, context) -> agent(row);

  private final Handle handle;
  private final TagIndex tagIndex;
  private final AgentReferences references;

  AgentTable(Handle handle) {
    this.handle = handle;
    this.tagIndex = TagIndex.ofAgents(handle);
    this.references = new AgentReferences(handle);
  }

  /** The agent with an id. */
  public Optional<Agent> find(AgentId id) {
    return handle
        .createQuery("SELECT " + COLUMNS + " FROM agents WHERE id = :id")
        .bind("id", id.value())
        .map(MAPPER)
        .findOne();
  }

  /** Whether there is an agent with an id; looks at nothing else of it. */
  public boolean contains(AgentId id) {
    return handle
        .createQuery("SELECT 1 FROM agents WHERE id = :id")
        .bind("id", id.value())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /** The ids of all agents. */
  public Set<AgentId> ids() {
    return handle
        .createQuery("SELECT id FROM agents")
        .mapTo(String.class)
        .map(AgentId::new)
        .collect(Collectors.toSet());
  }

  /** A query over all agents, to be narrowed. */
  public AgentSelection select() {
    return new AgentSelection(handle);
  }

  /**
   * Adds an agent.
   *
   * @throws DuplicateException if its id is there
   */
  public void insert(Agent agent) {
    insertRow(agent);
    tagIndex.add(agent.id().value(), agent.tags());
    references.add(agent);
  }

  private void insertRow(Agent agent) {
    var insert =
        handle.createUpdate(
            """
            INSERT INTO agents (id, organization_id, name, tags, hidden, fields, created_at,
              updated_at, last_run_completion)
            VALUES (:id, :organization, :name, :tags, :hidden, :fields, :createdAt, :updatedAt,
              :lastRun)
            """);
    bind(insert, agent).execute();
  }

  /** Stores an agent over the one with the same id; false if there is none. */
  public boolean update(Agent agent) {
    var update =
        handle.createUpdate(
            """
            UPDATE agents SET organization_id = :organization, name = :name, tags = :tags,
              hidden = :hidden, fields = :fields, created_at = :createdAt, updated_at = :updatedAt,
              last_run_completion = :lastRun
            WHERE id = :id
            """);
    boolean found = bind(update, agent).execute() == 1;
    if (found) {
      index(agent);
    }
    return found;
  }

  private void index(Agent agent) {
    tagIndex.replace(agent.id().value(), agent.tags());
    references.replace(agent);
  }

  /**
   * Stores an agent, whether one with its id is there or not. Takes the place of what a deletion by
   * other hands has left.
   */
  public void put(Agent agent) {
    if (!update(agent)) {
      insertRow(agent);
      index(agent);
    }
  }

  /** Deletes an agent and its attachments; the blocks stay. False if there is none. */
  public boolean delete(AgentId id) {
    return handle.createUpdate("DELETE FROM agents WHERE id = :id").bind("id", id.value()).execute()
        == 1;
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Agent agent) {
    return statement
        .bind("id", agent.id().value())
        .bind("organization", agent.organization().value())
        .bind("name", agent.name())
        .bind("tags", Json.write(agent.tags()))
        .bind("hidden", Flag.of(agent.hidden()))
        .bind("fields", Json.write(agent.fields()))
        .bind("createdAt", Micros.of(agent.createdAt()))
        .bind("updatedAt", Micros.of(agent.updatedAt()))
        .bind("lastRun", AgentReferences.lastRunCompletion(agent));
  }

  private static Agent agent(ResultSet row) throws SQLException {
    return new Agent(
        new AgentId(row.getString("id")),
        new OrganizationId(row.getString("organization_id")),
        row.getString("name"),
        Json.readTags(row.getString("tags")),
        Flag.read(row, "hidden"),
        Json.readMap(row.getString("fields")),
        Micros.toInstant(row.getLong("created_at")),
        Micros.toInstant(row.getLong("updated_at")));
  }
}
