package dev.mneme.memory;

import dev.mneme.agent.Actor;
import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockId;
import dev.mneme.database.Database;
import dev.mneme.database.Tables;
import dev.mneme.git.MemoryRepositories;
import dev.mneme.git.storage.CorruptLogException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that what is read from the rows is what the repository says.
 *
 * <p>Before record {@code seq} is written, its row is marked ({@link Marks}); whoever reads a row
 * that is marked beyond what was taken over takes over first.
 *
 * <p>A power loss, or an older copy of the database, may have cost the rows their newest
 * transactions, marks included. So each process compares all rows with the names in the store
 * before it trusts any of them: docs/adr/0010. And it opens each repository once before it serves
 * its agent by itself, so that a damaged one is not found out years later.
 */
final class Freshness {
  private static final Logger LOG = LoggerFactory.getLogger(Freshness.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private final MemoryRepositories repositories;
  private final Database database;
  private final GitLifeCycle lifeCycle;
  private final TakeOver takeOver;
  private final SharedRows shared;
  private final Set<AgentId> opened = ConcurrentHashMap.newKeySet();
  private final ReentrantLock comparing = new ReentrantLock();
  private volatile boolean compared;

  Freshness(
      MemoryRepositories repositories,
      Database database,
      GitLifeCycle lifeCycle,
      SharedRows shared) {
    this.repositories = repositories;
    this.database = database;
    this.lifeCycle = lifeCycle;
    this.takeOver = new TakeOver(database);
    this.shared = shared;
  }

  /**
   * Brings an agent's rows up to its repository if they may be older, and to those of the agents
   * with which it shares blocks; costs the store nothing if they are not.
   */
  void refresh(AgentId agent) {
    compareOnce();
    database.read(tables -> stale(tables, agent)).forEach(this::takeOver);
  }

  private List<AgentId> stale(Tables tables, AgentId agent) {
    List<AgentId> stale = new ArrayList<>(tables.repositories().dirtyAround(agent));
    tables
        .repositories()
        .find(agent)
        .filter(row -> row.isDirty() || !opened.contains(agent))
        .ifPresent(row -> stale.add(agent));
    return stale;
  }

  /**
   * Brings the rows of a block up to the repositories of all agents that have it.
   *
   * @return those of the agents whose memory is in git, the one that had the block first the first
   */
  List<AgentId> refreshBlock(BlockId block) {
    compareOnce();
    List<AgentId> agents = database.read(tables -> tables.attachments().gitAgentsOf(block));
    agents.forEach(this::refresh);
    return agents;
  }

  private void takeOver(AgentId agent) {
    takeOver.apply(agent, repositories.of(agent).current());
    lifeCycle.finishEnabling(agent, Attribution.of(Actor.DEFAULT));
    opened.add(agent);
  }

  /**
   * Brings the rows of all agents up: for lists, which may show any of them. One whose repository
   * is damaged stays as it is, with an alarm: it is not served by itself, but must not take the
   * lists of all others down with it.
   */
  void refreshAll() {
    compareOnce();
    database
        .read(tables -> tables.repositories().dirty())
        .forEach(row -> takeOverUnlessDamaged(row.agent()));
  }

  private void takeOverUnlessDamaged(AgentId agent) {
    try {
      takeOver(agent);
    } catch (CorruptLogException e) {
      LOG.debug("the repository of {} is damaged and left out: {}", agent, e.getMessage());
    }
  }

  /**
   * Compares all rows with the store if this process has not yet: any of them may have a part in
   * what is read, for blocks are shared.
   *
   * @throws UnavailableException if that takes longer than anybody should wait
   */
  void compareOnce() {
    if (compared) {
      return;
    }
    lockComparing();
    try {
      if (!compared) {
        compareAll();
        compared = true;
      }
    } finally {
      comparing.unlock();
    }
  }

  private void lockComparing() {
    try {
      if (comparing.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new UnavailableException(
        "the database is being compared with the object store, as after each start; try again",
        PATIENCE);
  }

  private void compareAll() {
    MemoryRepositories.Listed beyond =
        repositories.beyond(database.read(tables -> tables.repositories().seqs()));
    if (!beyond.agents().isEmpty()) {
      LOG.info(
          "taking over what {} repositories have and the database has not", beyond.agents().size());
    }
    beyond.agents().forEach(this::takeOverUnlessDamaged);
    shared.bringUp(beyond.shared(), done -> {});
  }
}
