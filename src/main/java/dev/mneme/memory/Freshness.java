package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.database.Database;
import dev.mneme.database.Durability;
import dev.mneme.database.StoredRepository;
import dev.mneme.git.MemoryRepositories;
import dev.mneme.git.storage.CorruptLogException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that what is read from the rows is what the repository says.
 *
 * <p>Before record {@code seq} is written, its row is marked; whoever reads a row that is marked
 * beyond what was taken over takes over first. Nobody clears a mark: reaching it does. Besides,
 * each process compares each agent once before it trusts the rows: a power loss may have cost them
 * their newest transactions, marks included.
 */
final class Freshness {
  private static final Logger LOG = LoggerFactory.getLogger(Freshness.class);
  private final MemoryRepositories repositories;
  private final Database database;
  private final Durability markDurability;
  private final TakeOver takeOver;
  private final Set<AgentId> compared = ConcurrentHashMap.newKeySet();
  private volatile boolean allCompared;

  /**
   * @param markDurability {@link Durability#CACHE} only where a power loss takes every process down
   *     with the database
   */
  Freshness(MemoryRepositories repositories, Database database, Durability markDurability) {
    this.repositories = repositories;
    this.database = database;
    this.markDurability = markDurability;
    this.takeOver = new TakeOver(database);
  }

  /** Says that record {@code seq} of an agent's repository may come to be. */
  void mark(AgentId agent, long seq) {
    database.write(
        markDurability,
        tables -> {
          tables.repositories().mark(agent, seq);
          return true;
        });
  }

  /**
   * Brings an agent's rows up to its repository if they may be older; costs the store nothing if
   * they are not.
   */
  void refresh(AgentId agent) {
    boolean trusted =
        compared.contains(agent)
            && database
                .read(tables -> tables.repositories().find(agent))
                .filter(StoredRepository::isDirty)
                .isEmpty();
    if (!trusted) {
      takeOver.apply(agent, repositories.of(agent).current());
      compared.add(agent);
    }
  }

  /**
   * Brings the rows of all agents up: for lists, which may show any of them. One whose repository
   * is damaged stays as it is, with an alarm: it is not served by itself, but must not take the
   * lists of all others down with it.
   */
  void refreshAll() {
    if (!allCompared) {
      database.read(tables -> tables.repositories().all()).forEach(this::refreshUnlessDamaged);
      allCompared = true;
    }
    database
        .read(tables -> tables.repositories().dirty())
        .forEach(row -> refreshUnlessDamaged(row.agent()));
  }

  private void refreshUnlessDamaged(AgentId agent) {
    try {
      refresh(agent);
    } catch (CorruptLogException e) {
      LOG.error("the repository of {} is damaged and left out: {}", agent, e.getMessage());
    }
  }
}
