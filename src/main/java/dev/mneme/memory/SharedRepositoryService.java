package dev.mneme.memory;

import dev.mneme.agent.Actor;
import dev.mneme.agent.AgentId;
import dev.mneme.agent.AttachedRepository;
import dev.mneme.agent.OrganizationId;
import dev.mneme.agent.Permission;
import dev.mneme.agent.RepositoryName;
import dev.mneme.agent.SharedRepository;
import dev.mneme.agent.SharedRepositoryId;
import dev.mneme.block.Scope;
import dev.mneme.database.Database;
import dev.mneme.database.DatabaseException;
import dev.mneme.database.DuplicateException;
import dev.mneme.database.Durability;
import dev.mneme.database.Tables;
import dev.mneme.git.Author;
import dev.mneme.git.MemoryRepository;
import dev.mneme.git.MemoryView;
import dev.mneme.git.NewFile;
import dev.mneme.git.SharedRecord;
import dev.mneme.git.SharedRepositories;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repositories that agents share: create, attach, detach, delete, list: rest.md §7.
 *
 * <p>Each says on its own hidden ref how it is called and who has it; the rows are made after that,
 * and can be made again from there.
 */
public final class SharedRepositoryService {
  private static final Logger LOG = LoggerFactory.getLogger(SharedRepositoryService.class);

  private final SharedRepositories repositories;
  private final Database database;
  private final Freshness freshness;
  private final Rules rules;
  private final CreationClock clock;
  private final IdSource ids;

  SharedRepositoryService(
      SharedRepositories repositories,
      Database database,
      Freshness freshness,
      Rules rules,
      CreationClock clock,
      IdSource ids) {
    this.repositories = repositories;
    this.database = database;
    this.freshness = freshness;
    this.rules = rules;
    this.clock = clock;
    this.ids = ids;
  }

  /** Some of a longer list, and whether there are more. */
  public record Listed(List<SharedRepository> repositories, boolean hasMore) {}

  /**
   * Creates a repository with one commit on {@code main}.
   *
   * @throws ConflictException if another one has the name, in whatever case
   */
  public SharedRepository create(RepositoryName name, Attribution by) {
    requireFree(name, by.actor());
    Instant now = clock.next();
    var made =
        new SharedRepository(
            new SharedRepositoryId(SharedRepositoryId.PREFIX + ids.uuid()),
            by.actor().organization(),
            name,
            now,
            now);
    repositories.create(
        new SharedRecord(made, Map.of()),
        Enabling.FIRST_MESSAGE,
        Map.of(Enabling.CONFIG_PATH, Optional.of(NewFile.of(Enabling.config()))),
        Author.of(by.actor(), now, by.trailers()));
    insertOrClose(made);
    return made;
  }

  private void requireFree(RepositoryName name, Actor actor) {
    OrganizationId organization = actor.organization();
    if (this.<Boolean>read(t -> t.sharedRepositories().find(organization, name).isPresent())) {
      throw taken(name);
    }
  }

  /**
   * Of two that are created with one name at the same time, one comes first in the rows. Another
   * process that compares rows with the store may have put it there already.
   */
  private void insertOrClose(SharedRepository made) {
    try {
      write(tables -> {
        if (tables.sharedRepositories().find(made.id()).isEmpty()) {
          tables.sharedRepositories().insert(made);
        }
        return made;
      });
    } catch (DuplicateException e) {
      repositories.of(made.id()).close(seq -> {});
      throw taken(made.name());
    }
  }

  private static ConflictException taken(RepositoryName name) {
    return ConflictException.duplicate(
        "Repository", "a repository with the name '%s' exists".formatted(name));
  }

  /**
   * The repository with an id.
   *
   * @throws NotFoundException if it is not there
   */
  public SharedRepository get(SharedRepositoryId id, Actor actor) {
    return read(tables -> require(tables, id, actor));
  }

  private static SharedRepository require(Tables tables, SharedRepositoryId id, Actor actor) {
    return tables
        .sharedRepositories()
        .find(id)
        .filter(found -> found.organization().equals(actor.organization()))
        .orElseThrow(() -> NotFoundException.repository(id));
  }

  /**
   * What is in a repository now.
   *
   * @throws NotFoundException if it is not there
   */
  MemoryView view(SharedRepositoryId id, Actor actor) {
    get(id, actor);
    MemoryView view = repositories.of(id).current();
    if (!view.exists()) {
      throw NotFoundException.repository(id);
    }
    return view;
  }

  /** The repositories of the actor's organization, oldest first. */
  public Listed list(Actor actor, int limit, int offset) {
    List<SharedRepository> found =
        read(t -> t.sharedRepositories().list(actor.organization(), limit + 1, offset));
    boolean hasMore = found.size() > limit;
    return new Listed(hasMore ? found.subList(0, limit) : found, hasMore);
  }

  /**
   * Deletes a repository, which takes it from all agents.
   *
   * @throws NotFoundException if it is not there
   */
  public void delete(SharedRepositoryId id, Attribution by) {
    get(id, by.actor());
    repositories.of(id).close(seq -> {});
    write(tables -> tables.sharedRepositories().delete(id));
  }

  /**
   * Gives a repository to an agent; to one that has it, another permission.
   *
   * @throws NotFoundException if the agent or the repository is not there
   */
  public AttachedRepository attach(
      AgentId agent, SharedRepositoryId id, Permission permission, Attribution by) {
    requireAgent(agent);
    SharedRepository repository = get(id, by.actor());
    record(agent, id, Optional.of(permission));
    write(tables -> {
      require(tables, id, by.actor());
      tables.sharedRepositories().attach(agent, id, permission, clock.next());
      return true;
    });
    return new AttachedRepository(repository, permission);
  }

  /**
   * Takes a repository from an agent; its files stay, for the others.
   *
   * @throws NotFoundException if the agent does not have it
   */
  public void detach(AgentId agent, SharedRepositoryId id, Attribution by) {
    requireAgent(agent);
    get(id, by.actor());
    if (attached(agent).stream().noneMatch(each -> each.repository().id().equals(id))) {
      throw new NotFoundException(
          "No repository with id '%s' found for agent '%s'".formatted(id, agent));
    }
    record(agent, id, Optional.empty());
    write(tables -> tables.sharedRepositories().detach(agent, id));
  }

  private void record(AgentId agent, SharedRepositoryId id, Optional<Permission> permission) {
    if (repositories.change(id, record -> record.with(agent, permission)).isEmpty()) {
      throw NotFoundException.repository(id);
    }
  }

  /**
   * The repositories that an agent has; one look into the rows.
   *
   * @throws NotFoundException if the agent is not there
   */
  public List<AttachedRepository> of(AgentId agent) {
    return read(tables -> {
      MemoryRows.requireAgent(tables, agent);
      return tables.sharedRepositories().of(agent);
    });
  }

  private List<AttachedRepository> attached(AgentId agent) {
    return read(tables -> tables.sharedRepositories().of(agent));
  }

  private void requireAgent(AgentId agent) {
    of(agent);
  }

  /**
   * The repository of that name that an agent has, for a clone or a fetch.
   *
   * @throws NotFoundException if it has none
   */
  public MemoryRepository forFetch(AgentId agent, String name) {
    return repositories.of(attached(agent, name).repository().id());
  }

  /**
   * The same for a push.
   *
   * @throws ForbiddenException if the agent may only read it
   */
  public MemoryRepository forPush(AgentId agent, String name) {
    AttachedRepository attached = attached(agent, name);
    if (attached.permission() != Permission.READ_WRITE) {
      throw new ForbiddenException(
          ("Agent %s may read the shared repository '%s', not push to it. Whoever runs this server"
                  + " can change that: POST /v1/agents/%s/repositories with"
                  + " \"permissions\": \"read_write\"")
              .formatted(agent, name, agent));
    }
    return repositories.of(attached.repository().id());
  }

  private AttachedRepository attached(AgentId agent, String name) {
    Optional<AttachedRepository> found =
        read(tables -> {
          MemoryRows.requireAgent(tables, agent);
          return RepositoryName.isName(name)
              ? tables.sharedRepositories().find(agent, new RepositoryName(name))
              : Optional.empty();
        });
    return found.orElseThrow(() ->
        new NotFoundException(
            ("Agent %s has no shared repository '%s'. Attach it (POST /v1/agents/%s/repositories),"
                    + " then try again")
                .formatted(agent, name, agent)));
  }

  /** Begins a push to the repository of that name that an agent has. */
  public Push begin(AgentId agent, String name, boolean allowSecrets) {
    SharedRepositoryId id = attached(agent, name).repository().id();
    return new SharedPush(
        rules.forPush(Optional.empty(), Scope.FILES, allowSecrets), () -> touch(id));
  }

  /** The push stands, whether or not the row can say when. */
  private void touch(SharedRepositoryId id) {
    try {
      database.write(
          Durability.CACHE, tables -> tables.sharedRepositories().touch(id, clock.next()));
    } catch (DatabaseException e) {
      LOG.warn("pushed, but not yet seen in its row: repository {}: {}", id, e.getMessage());
    }
  }

  /** Of rows that have been compared with the store: a copy of the database may be older. */
  private <T> T read(Function<Tables, T> work) {
    freshness.compareOnce();
    return database.read(work);
  }

  private <T> T write(Function<Tables, T> work) {
    return database.write(Durability.FULL, work);
  }
}
