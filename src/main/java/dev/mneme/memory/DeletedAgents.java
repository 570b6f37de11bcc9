package dev.mneme.memory;

import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.database.Database;
import dev.mneme.git.AgentRecord;
import dev.mneme.git.MemoryRepositories;
import dev.mneme.git.MemoryRepository;
import dev.mneme.git.MemoryView;
import dev.mneme.git.storage.CorruptLogException;
import dev.mneme.git.storage.LogEnding;
import dev.mneme.git.storage.LogLife;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Agents that are deleted: those that had a repository can be brought back for a while, and are
 * given up after that.
 *
 * <p>The store alone knows them; the rows know only who is not deleted.
 */
public final class DeletedAgents {
  private static final Logger LOG = LoggerFactory.getLogger(DeletedAgents.class);
  private final MemoryRepositories repositories;
  private final Database database;
  private final Freshness freshness;
  private final GitChanges changes;
  private final Sharing sharing;
  private final SharedRows sharedRows;

  /** Of these nothing is left that could be given up or deleted. */
  private final Set<AgentId> gone = ConcurrentHashMap.newKeySet();

  DeletedAgents(
      MemoryRepositories repositories,
      Database database,
      Freshness freshness,
      GitChanges changes,
      Sharing sharing,
      SharedRows sharedRows) {
    this.repositories = repositories;
    this.database = database;
    this.freshness = freshness;
    this.changes = changes;
    this.sharing = sharing;
    this.sharedRows = sharedRows;
  }

  /** Those that can be brought back, the last one deleted first. */
  public List<DeletedAgent> list() {
    List<DeletedAgent> deleted = new ArrayList<>();
    forEachWithoutRow(stored().agents(), id -> find(id).ifPresent(deleted::add));
    deleted.sort(
        Comparator.comparing(DeletedAgent::deletedAt)
            .reversed()
            .thenComparing(agent -> agent.id().value()));
    return deleted;
  }

  /** One that was deleted before its first commit has left nothing that could come back. */
  private Optional<DeletedAgent> find(AgentId id) {
    MemoryRepository repository = repositories.of(id);
    MemoryView view = repository.current();
    Optional<Agent> agent = view.agent().map(AgentRecord::agent);
    return agent
        .flatMap(known -> repository.closedSince(view))
        .map(at ->
            new DeletedAgent(
                id, agent.map(Agent::name).orElse(""), at, LogEnding.reopenableUntil(at)));
  }

  /** After that everybody who is not deleted has a row. */
  private MemoryRepositories.Listed stored() {
    freshness.compareOnce();
    return repositories.list();
  }

  private void forEachWithoutRow(List<AgentId> ids, Consumer<AgentId> work) {
    Set<AgentId> present = database.read(tables -> tables.agents().ids());
    for (AgentId id : ids) {
      if (!present.contains(id) && !gone.contains(id)) {
        doUnlessDamaged(id, work);
      }
    }
  }

  private static void doUnlessDamaged(AgentId id, Consumer<AgentId> work) {
    try {
      work.accept(id);
    } catch (CorruptLogException toldAlready) {
      LOG.debug("the repository of {} is damaged and left out", id);
    }
  }

  /**
   * Brings an agent back as it was when it was deleted, with the ids, labels and tags of its
   * blocks.
   *
   * <p>A block that was written to meanwhile keeps what was written; the agent's repository gets
   * that as a commit. One that was deleted meanwhile comes back too. It has the shared repositories
   * that it had, but for those that are gone.
   *
   * @throws NotFoundException if there is no repository, or what was in it is given up
   * @throws ConflictException if the agent is not deleted
   */
  public AgentView restore(AgentId id, Attribution by) {
    requireDeleted(id, repositories.of(id).current());
    if (changes.reopen(id).isEmpty()) {
      requireDeleted(id, repositories.of(id).current());
    }
    sharing.bringUpIfPossible(id, by);
    sharedRows.bringUp(repositories.list().shared(), done -> {});
    return new AgentViews(database).ofRows(id);
  }

  private void requireDeleted(AgentId id, MemoryView view) {
    boolean isThere = database.read(tables -> tables.agents().find(id)).isPresent();
    if (view.exists() || (view.seq() == 0 && isThere)) {
      throw new ConflictException(
          "Agent %s is not deleted: there is nothing to restore".formatted(id));
    }
    boolean began = view.life() == LogLife.SWEPT || view.agent().isPresent();
    if (!began) {
      throw new NotFoundException(
          "The object store has no repository of agent %s: without git memory nothing is left of a"
                  .formatted(id)
              + " deleted agent but its blocks");
    }
    if (view.life() == LogLife.SWEPT) {
      throw new NotFoundException(
          "Agent %s was deleted too long ago: what it knew has been given up".formatted(id));
    }
  }

  /**
   * Gives up what is kept of those, and of shared repositories, that were deleted long ago, and
   * deletes what was given up before. Safe to repeat, to interrupt and to run on several nodes.
   */
  public void sweep() {
    MemoryRepositories.Listed stored = stored();
    forEachWithoutRow(
        stored.agents(),
        id -> {
          if (repositories.of(id).sweep()) {
            gone.add(id);
          }
        });
    sharedRows.sweep(stored.shared());
  }
}
