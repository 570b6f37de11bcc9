package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.agent.Permission;
import dev.mneme.agent.SharedRepository;
import dev.mneme.agent.SharedRepositoryId;
import dev.mneme.database.Database;
import dev.mneme.database.Durability;
import dev.mneme.database.SharedRepositoryTable;
import dev.mneme.database.Tables;
import dev.mneme.git.SharedRecord;
import dev.mneme.git.SharedRepositories;
import dev.mneme.git.storage.CorruptLogException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Makes the rows of shared repositories what these say of themselves: in an empty database, in an
 * older copy, and where a process died between the two.
 *
 * <p>Others go on meanwhile: each writes its record first and its row after that. So what was read
 * is written and read again, until it is the same.
 */
final class SharedRows {
  private static final int ATTEMPTS = 32;

  private final SharedRepositories repositories;
  private final Database database;
  private final CreationClock clock;

  /** Of these nothing is left that could be given up or deleted. */
  private final Set<SharedRepositoryId> gone = ConcurrentHashMap.newKeySet();

  SharedRows(SharedRepositories repositories, Database database, CreationClock clock) {
    this.repositories = repositories;
    this.database = database;
    this.clock = clock;
  }

  /**
   * Those that are deleted come first, since their names may have been given again. Then the
   * newest: of two with one name the older was never answered as created. The agents that have them
   * must be in the rows already.
   *
   * @param told of each, as soon as it is done; one that is damaged keeps nobody else from it
   */
  void bringUp(Collection<SharedRepositoryId> ids, Consumer<Rebuilt> told) {
    Map<SharedRepositoryId, Instant> created = new HashMap<>();
    for (SharedRepositoryId id : ids) {
      tellDamage(id, told, () -> created.put(id, created(repositories.find(id))));
    }
    created.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(Map.Entry::getKey)
        .forEach(id -> tellDamage(id, told, () -> told.accept(bringUp(id))));
  }

  private static void tellDamage(SharedRepositoryId id, Consumer<Rebuilt> told, Runnable work) {
    try {
      work.run();
    } catch (CorruptLogException e) {
      told.accept(new Rebuilt.Failed(id.value(), String.valueOf(e.getMessage())));
    }
  }

  private static Instant created(Optional<SharedRecord> record) {
    return record.map(found -> found.repository().createdAt()).orElse(Instant.MAX);
  }

  private Rebuilt bringUp(SharedRepositoryId id) {
    Map<String, Integer> changed = new TreeMap<>();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<SharedRecord> record = repositories.find(id);
      if (database.<Boolean>read(tables -> isNameTaken(tables, record))) {
        return new Rebuilt.LeftAlone(id.value(), "a newer shared repository has its name");
      }
      if (database.<Boolean>read(tables -> isSame(tables, id, record))) {
        return changed.isEmpty()
            ? new Rebuilt.Same(id.value())
            : new Rebuilt.Changed(id.value(), changed);
      }
      changed.putAll(database.write(Durability.FULL, tables -> write(tables, id, record)));
    }
    throw new BusyException(
        "the shared repository %s is changed all the time, try again".formatted(id),
        Duration.ofSeconds(1));
  }

  private static boolean isNameTaken(Tables tables, Optional<SharedRecord> record) {
    return record
        .map(SharedRecord::repository)
        .flatMap(named ->
            tables
                .sharedRepositories()
                .find(named.organization(), named.name())
                .filter(other -> !other.id().equals(named.id())))
        .isPresent();
  }

  private static boolean isSame(
      Tables tables, SharedRepositoryId id, Optional<SharedRecord> record) {
    return isRowSame(tables.sharedRepositories().find(id), record)
        && tables.sharedRepositories().agents(id).equals(agents(tables, record));
  }

  /** When it was last pushed to stands in the row alone. */
  private static boolean isRowSame(Optional<SharedRepository> row, Optional<SharedRecord> record) {
    return row.map(SharedRows::constant)
        .equals(record.map(SharedRecord::repository).map(SharedRows::constant));
  }

  private static List<Object> constant(SharedRepository repository) {
    return List.of(
        repository.id(), repository.organization(), repository.name(), repository.createdAt());
  }

  /** Those of them that are there: the others are deleted, and may come back. */
  private static Map<AgentId, Permission> agents(Tables tables, Optional<SharedRecord> record) {
    Map<AgentId, Permission> agents = new HashMap<>();
    record
        .map(SharedRecord::agents)
        .orElse(Map.of())
        .forEach((agent, may) -> {
          if (tables.agents().contains(agent)) {
            agents.put(agent, may);
          }
        });
    return agents;
  }

  /**
   * Writes them, unless somebody was given the name meanwhile.
   *
   * @return how many rows of which table were not as they should be
   */
  private Map<String, Integer> write(
      Tables tables, SharedRepositoryId id, Optional<SharedRecord> record) {
    Map<String, Integer> changed = new TreeMap<>();
    if (!isNameTaken(tables, record)) {
      if (!isRowSame(tables.sharedRepositories().find(id), record)) {
        replaceRow(tables.sharedRepositories(), id, record);
        changed.put("shared_repositories", 1);
      }
      int agents = writeAgents(tables.sharedRepositories(), id, agents(tables, record));
      if (agents > 0) {
        changed.put("shared_repository_agents", agents);
      }
    }
    return changed;
  }

  private static void replaceRow(
      SharedRepositoryTable table, SharedRepositoryId id, Optional<SharedRecord> record) {
    table.delete(id);
    record.map(SharedRecord::repository).ifPresent(table::insert);
  }

  private int writeAgents(
      SharedRepositoryTable table, SharedRepositoryId id, Map<AgentId, Permission> right) {
    Map<AgentId, Permission> wrong = new HashMap<>(table.agents(id));
    Map<AgentId, Permission> missing = new HashMap<>(right);
    missing.entrySet().removeAll(wrong.entrySet());
    wrong.keySet().removeAll(right.keySet());
    wrong.keySet().forEach(agent -> table.detach(agent, id));
    missing.forEach((agent, may) -> table.attach(agent, id, may, clock.next()));
    return wrong.size() + missing.size();
  }

  /** Gives up what is kept of those that were deleted long ago. */
  void sweep(Collection<SharedRepositoryId> ids) {
    for (SharedRepositoryId id : ids) {
      boolean isThere = database.read(t -> t.sharedRepositories().find(id)).isPresent();
      if (!isThere && !gone.contains(id) && isGoneAfterSweep(id)) {
        gone.add(id);
      }
    }
  }

  /** A damaged one stays: whoever looks into it is told. */
  private boolean isGoneAfterSweep(SharedRepositoryId id) {
    try {
      return repositories.of(id).sweep();
    } catch (CorruptLogException toldAlready) {
      return false;
    }
  }
}
