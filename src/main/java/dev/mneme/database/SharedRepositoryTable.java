package dev.mneme.database;

import dev.mneme.agent.AgentId;
import dev.mneme.agent.AttachedRepository;
import dev.mneme.agent.OrganizationId;
import dev.mneme.agent.Permission;
import dev.mneme.agent.RepositoryName;
import dev.mneme.agent.SharedRepository;
import dev.mneme.agent.SharedRepositoryId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Repositories that agents share, and which agents have them. */
public final class SharedRepositoryTable {
  private static final String SELECT =
      "SELECT r.id, r.organization_id, r.name, r.created_at, r.updated_at ";
  private static final String FROM = "FROM shared_repositories r ";
  private static final String OF_AGENT =
      SELECT
          + ", x.permission "
          + FROM
          + "JOIN shared_repository_agents x ON x.repository_id = r.id WHERE x.agent_id = :agent ";
  private static final RowMapper<SharedRepository> MAPPER = (row, context) -> repository(row);
  private static final RowMapper<AttachedRepository> ATTACHED =
      (row, context) ->
          new AttachedRepository(
              repository(row), Permission.of(row.getString("permission")).orElseThrow());

  private final Handle handle;

  SharedRepositoryTable(Handle handle) {
    this.handle = handle;
  }

  private static SharedRepository repository(ResultSet row) throws SQLException {
    return new SharedRepository(
        new SharedRepositoryId(row.getString("id")),
        new OrganizationId(row.getString("organization_id")),
        new RepositoryName(row.getString("name")),
        Micros.toInstant(row.getLong("created_at")),
        Micros.toInstant(row.getLong("updated_at")));
  }

  /**
   * Adds a repository that no agent has.
   *
   * @throws DuplicateException if its name is taken, in whatever case
   */
  public void insert(SharedRepository repository) {
    handle
        .createUpdate(
            """
            INSERT INTO shared_repositories
              (id, organization_id, name, name_key, created_at, updated_at)
            VALUES (:id, :organization, :name, :key, :createdAt, :updatedAt)
            """)
        .bind("id", repository.id().value())
        .bind("organization", repository.organization().value())
        .bind("name", repository.name().value())
        .bind("key", repository.name().key())
        .bind("createdAt", Micros.of(repository.createdAt()))
        .bind("updatedAt", Micros.of(repository.updatedAt()))
        .execute();
  }

  /** The repository with an id. */
  public Optional<SharedRepository> find(SharedRepositoryId id) {
    return handle
        .createQuery(SELECT + FROM + "WHERE r.id = :id")
        .bind("id", id.value())
        .map(MAPPER)
        .findOne();
  }

  /** The repository with a name, in whatever case. */
  public Optional<SharedRepository> find(OrganizationId organization, RepositoryName name) {
    return handle
        .createQuery(
            SELECT + FROM + "WHERE r.organization_id = :organization AND r.name_key = :key")
        .bind("organization", organization.value())
        .bind("key", name.key())
        .map(MAPPER)
        .findOne();
  }

  /** The repositories of an organization, oldest first. */
  public List<SharedRepository> list(OrganizationId organization, int limit, int offset) {
    return handle
        .createQuery(
            SELECT
                + FROM
                + "WHERE r.organization_id = :organization ORDER BY r.created_at, r.id"
                + " LIMIT :limit OFFSET :offset")
        .bind("organization", organization.value())
        .bind("limit", limit)
        .bind("offset", offset)
        .map(MAPPER)
        .list();
  }

  /** Says when a repository was last pushed to; false if there is none. */
  public boolean touch(SharedRepositoryId id, Instant at) {
    return handle
            .createUpdate("UPDATE shared_repositories SET updated_at = :at WHERE id = :id")
            .bind("id", id.value())
            .bind("at", Micros.of(at))
            .execute()
        == 1;
  }

  /** Deletes a repository, and takes it from all agents; false if there is none. */
  public boolean delete(SharedRepositoryId id) {
    return handle
            .createUpdate("DELETE FROM shared_repositories WHERE id = :id")
            .bind("id", id.value())
            .execute()
        == 1;
  }

  /** Gives a repository to an agent; where it has it, changes what it may do. */
  public void attach(AgentId agent, SharedRepositoryId id, Permission permission, Instant at) {
    handle
        .createUpdate(
            """
            INSERT INTO shared_repository_agents (agent_id, repository_id, permission, attached_at)
            VALUES (:agent, :id, :permission, :at)
            ON CONFLICT (agent_id, repository_id) DO UPDATE SET permission = :permission
            """)
        .bind("agent", agent.value())
        .bind("id", id.value())
        .bind("permission", permission.word())
        .bind("at", Micros.of(at))
        .execute();
  }

  /** Takes a repository from an agent; false if it does not have it. */
  public boolean detach(AgentId agent, SharedRepositoryId id) {
    return handle
            .createUpdate(
                """
                DELETE FROM shared_repository_agents
                WHERE agent_id = :agent AND repository_id = :id
                """)
            .bind("agent", agent.value())
            .bind("id", id.value())
            .execute()
        == 1;
  }

  /** What each agent that has a repository may do. */
  public Map<AgentId, Permission> agents(SharedRepositoryId id) {
    Map<AgentId, Permission> agents = new HashMap<>();
    handle
        .createQuery(
            "SELECT agent_id, permission FROM shared_repository_agents WHERE repository_id = :id")
        .bind("id", id.value())
        .map((row, context) ->
            Map.entry(new AgentId(row.getString(1)), Permission.of(row.getString(2)).orElseThrow()))
        .forEach(each -> agents.put(each.getKey(), each.getValue()));
    return agents;
  }

  /** The repositories that an agent has, oldest first. */
  public List<AttachedRepository> of(AgentId agent) {
    return handle
        .createQuery(OF_AGENT + "ORDER BY r.created_at, r.id")
        .bind("agent", agent.value())
        .map(ATTACHED)
        .list();
  }

  /** The repository of that name, in whatever case, that an agent has. */
  public Optional<AttachedRepository> find(AgentId agent, RepositoryName name) {
    return handle
        .createQuery(OF_AGENT + "AND r.name_key = :key")
        .bind("agent", agent.value())
        .bind("key", name.key())
        .map(ATTACHED)
        .findOne();
  }
}
