package dev.mneme.memory;

import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockId;
import dev.mneme.block.Finding;
import dev.mneme.database.AttachedFile;
import dev.mneme.git.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes of agents whose memory is in git. */
final class GitAgents {
  private final GitChanges changes;
  private final Enabling enabling;
  private final GitBlocks blocks;
  private final Sharing sharing;
  private final MemoryRows rows;

  GitAgents(
      GitChanges changes, Enabling enabling, GitBlocks blocks, Sharing sharing, MemoryRows rows) {
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
  GitBlocks.Attached modify(
      AgentId id, UnaryOperator<Agent> change, @Nullable List<BlockId> wanted, Attribution by) {
    List<Finding> warnings = new ArrayList<>();
    Changed changed =
        changes.change(
            id,
            by,
            step -> {
              List<Proposal> proposals = new ArrayList<>();
              proposals.add(Proposals.of(change.apply(rows.agent(id))));
              proposals.addAll(enabling.backfill(step));
              if (wanted != null) {
                proposals.add(blocks.detachment(step, surplus(id, wanted), "Detach %s block"));
                proposals.add(blocks.attachment(step, wanted, by, warnings));
              }
              return Proposals.joined(proposals);
            });
    if (wanted != null) {
      sharing.bringUp(wanted, by);
    }
    return new GitBlocks.Attached(changed, warnings);
  }

  private List<BlockId> surplus(AgentId agent, List<BlockId> wanted) {
    return rows.files(agent).stream()
        .map(AttachedFile::block)
        .filter(id -> !wanted.contains(id))
        .toList();
  }
}
