package dev.mneme.memory;

import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockId;
import dev.mneme.database.AttachedFile;
import dev.mneme.database.LogPosition;
import dev.mneme.git.MemoryRepositories;
import dev.mneme.git.MemoryView;
import dev.mneme.git.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Agents whose memory is in git, or comes there. */
final class GitAgents {
  private final MemoryRepositories repositories;
  private final GitChanges changes;
  private final Enabling enabling;
  private final GitBlocks blocks;
  private final Sharing sharing;
  private final MemoryRows rows;

  GitAgents(
      MemoryRepositories repositories,
      GitChanges changes,
      Enabling enabling,
      GitBlocks blocks,
      Sharing sharing,
      MemoryRows rows) {
    this.repositories = repositories;
    this.changes = changes;
    this.enabling = enabling;
    this.blocks = blocks;
    this.sharing = sharing;
    this.rows = rows;
  }

  /**
   * Applies a change to the fields of a git-enabled agent, and gives it a new set of blocks.
   *
   * @param change may take the tag away; then the repository stays as it is
   * @param wanted the whole new set of blocks, or null if it stays
   */
  void modifyAgent(
      AgentId id, UnaryOperator<Agent> change, @Nullable List<BlockId> wanted, Attribution by) {
    changes.change(
        id,
        by,
        step -> {
          List<Proposal> proposals = new ArrayList<>();
          proposals.add(Proposals.of(change.apply(rows.agent(id))));
          proposals.addAll(enabling.backfill(step));
          if (wanted != null) {
            proposals.add(blocks.detachment(step, surplus(id, wanted), "Detach %s block"));
            proposals.add(blocks.attachment(step, wanted, by, new ArrayList<>()));
          }
          return Proposals.joined(proposals);
        });
  }

  private List<BlockId> surplus(AgentId agent, List<BlockId> wanted) {
    return rows.files(agent).stream()
        .map(AttachedFile::block)
        .filter(id -> !wanted.contains(id))
        .toList();
  }

  /**
   * Makes or resumes the repository of an agent that has the tag in the rows, if that has not been
   * done. Safe to repeat and to race.
   *
   * @throws ConflictException if two blocks would have the same label; then nothing was changed
   */
  void enable(AgentId id, Attribution by) {
    changes.enable(id, by);
    shareBlocks(id, by);
  }

  /** The same for an agent of which this process does not know yet that it has been done. */
  void enableIfMissing(AgentId id, Attribution by) {
    if (!Step.isEnabled(repositories.of(id).known())) {
      enable(id, by);
    }
  }

  /**
   * Ends an agent's repository, if it has one. What was written in it to shared blocks goes to the
   * others before: nobody looks for it in a repository that has ended.
   *
   * @return where its log ended; empty if there never was one
   */
  Optional<LogPosition> delete(AgentId agent, Attribution by) {
    shareBlocks(agent, by);
    MemoryView closed = changes.close(agent);
    return closed.seq() == 0 ? Optional.empty() : Optional.of(TakeOver.positionOf(closed));
  }

  private void shareBlocks(AgentId agent, Attribution by) {
    sharing.bringUp(rows.files(agent).stream().map(AttachedFile::block).toList(), by);
  }
}
