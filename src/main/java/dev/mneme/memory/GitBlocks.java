package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.block.Block;
import dev.mneme.block.BlockContent;
import dev.mneme.block.BlockId;
import dev.mneme.block.Finding;
import dev.mneme.block.Label;
import dev.mneme.database.AttachedFile;
import dev.mneme.database.Database;
import dev.mneme.database.StoredBlock;
import dev.mneme.git.GitId;
import dev.mneme.git.MemoryView;
import dev.mneme.git.Proposal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Writes of blocks that git-enabled agents have: a commit first, then the rows. */
final class GitBlocks {
  private final Database database;
  private final GitChanges changes;
  private final Sharing sharing;
  private final MemoryRows rows;
  private final Rules rules;
  private final CreationClock clock;

  GitBlocks(
      Database database,
      GitChanges changes,
      Sharing sharing,
      MemoryRows rows,
      Rules rules,
      CreationClock clock) {
    this.database = database;
    this.changes = changes;
    this.sharing = sharing;
    this.rows = rows;
    this.rules = rules;
    this.clock = clock;
  }

  /** What a write of one block came to. */
  record Written(MemoryView view, List<Finding> warnings) {
    Optional<String> commit() {
      return view.head().map(GitId::hex);
    }
  }

  /**
   * Applies a patch to a block in every git-enabled agent that has it, in the given one first.
   *
   * @param change gives the block after the change; the same one if nothing changes
   */
  Written modify(AgentId agent, BlockId id, Function<Block, Block> change, Attribution by) {
    List<Finding> warnings = new ArrayList<>();
    MemoryView view =
        changes.change(agent, by, step -> modification(step, id, change, by, warnings));
    sharing.bringUp(List.of(id), by);
    return new Written(view, warnings);
  }

  private Proposal modification(
      Step step,
      BlockId id,
      Function<Block, Block> change,
      Attribution by,
      List<Finding> warnings) {
    warnings.clear();
    MemoryRows.Attached attached = rows.attachedBlock(step.agent(), id);
    AttachedFile file = attached.file();
    StoredBlock stored = attached.block();
    Block before = stored.block();
    Block after = change.apply(before);
    if (after.equals(before)) {
      return Proposals.NOTHING;
    }
    Label label = GitLabels.of(after.label());
    if (!before.label().equals(label.value())) {
      rows.requireFree(id, label);
    }
    FileEdit edit =
        FileEdit.of(
            step.view(), file.path(), label, BlockContent.of(before), BlockContent.of(after));
    step.requireNoOther(id, edit.to());
    warnings.addAll(rules.judge(step.agentRecord(), edit, BlockContent.of(after), step.view(), by));
    String message =
        before.label().equals(after.label())
            ? "Update %s block".formatted(label)
            : "Rename %s to %s".formatted(before.label(), label);
    return BlockProposal.of(message, step, file.path(), edit, after, stored, file.attachedAt());
  }

  /** Attaches a block; without effect if the agent has it. */
  Written attach(AgentId agent, BlockId id, Attribution by) {
    List<Finding> warnings = new ArrayList<>();
    MemoryView view =
        changes.change(agent, by, step -> attachment(step, List.of(id), by, warnings));
    return new Written(view, warnings);
  }

  Proposal attachment(Step step, Collection<BlockId> ids, Attribution by, List<Finding> warnings) {
    warnings.clear();
    List<Proposal> proposals = new ArrayList<>();
    for (BlockId id : ids) {
      if (rows.findAttached(step.agent(), id).filter(file -> file.path() != null).isEmpty()) {
        proposals.add(attachment(step, rows.stored(id), by, warnings));
      }
    }
    return Proposals.joined(proposals);
  }

  private Proposal attachment(
      Step step, StoredBlock stored, Attribution by, List<Finding> warnings) {
    Block block = stored.block();
    Label label = GitLabels.of(block.label());
    BlockContent content = BlockContent.of(block);
    FileEdit edit = FileEdit.of(step.view(), null, label, content, content);
    step.requireNoOther(block.id(), edit.to());
    warnings.addAll(rules.judge(step.agentRecord(), edit, content, step.view(), by));
    return BlockProposal.of(
        "Attach %s block".formatted(label), step, null, edit, block, stored, clock.next());
  }

  /** Detaches a block; without effect if it is not attached. */
  void detach(AgentId agent, BlockId id, Attribution by) {
    changes.change(agent, by, step -> detachment(step, List.of(id), "Detach %s block"));
  }

  /** Takes a block that is about to be deleted out of every repository. */
  void remove(BlockId id, Attribution by) {
    for (AgentId agent : database.read(tables -> tables.attachments().gitAgentsOf(id))) {
      changes.change(agent, by, step -> detachment(step, List.of(id), "Delete %s block"));
    }
  }

  Proposal detachment(Step step, Collection<BlockId> ids, String message) {
    List<Proposal> proposals = new ArrayList<>();
    for (BlockId id : ids) {
      rows.findAttached(step.agent(), id)
          .map(file -> BlockProposal.removal(file, message))
          .ifPresent(proposals::add);
    }
    return Proposals.joined(proposals);
  }
}
