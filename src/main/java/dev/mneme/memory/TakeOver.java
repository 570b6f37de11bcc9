package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.database.AttachedFile;
import dev.mneme.database.Database;
import dev.mneme.database.DatabaseException;
import dev.mneme.database.Durability;
import dev.mneme.database.LogPosition;
import dev.mneme.database.StoredRepository;
import dev.mneme.database.Tables;
import dev.mneme.git.GitId;
import dev.mneme.git.MemoryView;
import dev.mneme.objects.StoreUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the rows of an agent equal to a state of its repository: after a REST write, after a push,
 * and in a repair.
 *
 * <p>Rows that are exactly at the state before a commit get what the two states differ in; all
 * others are compared file by file, by the ids that they hold. Forward only: rows that are beyond
 * the state are left alone.
 *
 * <p>While git memory is disabled the rows are the truth: records that change nothing, as when a
 * log is compacted, must not bring back what was then.
 */
final class TakeOver {
  private static final Logger LOG = LoggerFactory.getLogger(TakeOver.class);
  private final Database database;

  TakeOver(Database database) {
    this.database = database;
  }

  /**
   * Brings the rows to a state of the agent's repository: where that has ended, the agent goes from
   * the rows too. Without effect if there never was a repository.
   */
  void apply(AgentId agent, MemoryView view) {
    boolean done = view.seq() == 0;
    while (!done) {
      Optional<LogPosition> known = known(agent);
      done =
          known.filter(position -> covers(position, view)).isPresent()
              || (view.exists() ? catchUp(agent, view, known) : delete(agent, view, known));
    }
  }

  private Optional<LogPosition> known(AgentId agent) {
    return database
        .read(tables -> tables.repositories().find(agent))
        .map(StoredRepository::position);
  }

  private static boolean covers(LogPosition rows, MemoryView view) {
    return rows.incarnation().equals(view.incarnation()) && rows.seq() >= view.seq();
  }

  private boolean catchUp(AgentId agent, MemoryView view, Optional<LogPosition> known) {
    if (isInRowsAlone(view, known)) {
      return write(agent, view, known, tables -> {});
    }
    List<AttachedFile> files = database.read(tables -> tables.files().of(agent));
    RowChanges changes = RowChanges.from(agent, files, view);
    return write(agent, view, known, tables -> changes.store(agent, tables));
  }

  /** Whether the agent has been changed in rows alone ever since its git memory was disabled. */
  private static boolean isInRowsAlone(MemoryView view, Optional<LogPosition> rows) {
    return !Step.isEnabled(view)
        && rows.filter(position -> position.incarnation().equals(view.incarnation()))
            .filter(position -> !view.hasChangedSince(position.seq()))
            .isPresent();
  }

  /**
   * The same after a commit, which stands whatever becomes of the rows.
   *
   * @param before the state that the commit was made on
   * @return whether the rows are there; if not, the next who reads them sees to it
   */
  boolean applyIfPossible(AgentId agent, MemoryView before, MemoryView after) {
    try {
      apply(agent, before, after);
      return true;
    } catch (DatabaseException | StoreUnavailableException e) {
      LOG.warn("committed, but not yet taken over: agent {}: {}", agent, e.getMessage());
      return false;
    }
  }

  private void apply(AgentId agent, MemoryView before, MemoryView after) {
    boolean changed = before.seq() < after.seq();
    if (!changed || !before.exists() || !goOn(agent, before, after)) {
      apply(agent, after);
    }
  }

  private boolean goOn(AgentId agent, MemoryView before, MemoryView after) {
    RowChanges changes = RowChanges.between(agent, before, after);
    return write(
        agent, after, Optional.of(positionOf(before)), tables -> changes.store(agent, tables));
  }

  /** The agent is deleted; whoever ended its repository may not have come to delete the rows. */
  private boolean delete(AgentId agent, MemoryView ended, Optional<LogPosition> expected) {
    return write(agent, ended, expected, tables -> tables.agents().delete(agent));
  }

  /** Where a state is in the log. */
  static LogPosition positionOf(MemoryView view) {
    return new LogPosition(view.incarnation(), view.seq());
  }

  /** False, and nothing written, if the rows are not where they were expected. */
  private boolean write(
      AgentId agent, MemoryView view, Optional<LogPosition> expected, Consumer<Tables> work) {
    return database.write(
        Durability.CACHE,
        tables -> {
          Optional<LogPosition> found =
              tables.repositories().find(agent).map(StoredRepository::position);
          if (!found.equals(expected)) {
            return false;
          }
          work.accept(tables);
          String head = view.head().map(GitId::hex).orElse(null);
          tables.repositories().advance(agent, positionOf(view), head);
          return true;
        });
  }
}
