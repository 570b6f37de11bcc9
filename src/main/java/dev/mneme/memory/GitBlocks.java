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
import dev.mneme.git.Proposal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

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

  /** What an attachment came to. */
  record Attached(Changed changed, List<Finding> warnings) {}

  /**
   * Applies a patch to a block in every git-enabled agent that has it, in the given one first.
   *
   * @param change gives the block after the change; the same one if nothing changes
   * @return the block as it was written: the rows may not know it yet
   */
  BlockView modify(AgentId agent, BlockId id, UnaryOperator<Block> change, Attribution by) {
    List<Finding> warnings = new ArrayList<>();
    var after = new AtomicReference<Block>();
    Changed changed =
        changes.change(
            agent,
            by,
            step -> {
              MemoryRows.Attached found = rows.attachedBlock(agent, id);
              Block written = change.apply(found.block().block());
              after.set(written);
              return modification(step, found, written, by, warnings);
            });
    sharing.bringUp(List.of(id), by);
    String commit = changed.view().head().map(GitId::hex).orElse(null);
    return new BlockView(Objects.requireNonNull(after.get()), commit, Finding.sentences(warnings));
  }

  private Proposal modification(
      Step step, MemoryRows.Attached found, Block after, Attribution by, List<Finding> warnings) {
    warnings.clear();
    AttachedFile file = found.file();
    StoredBlock stored = found.block();
    BlockId id = after.id();
    Block before = stored.block();
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
  Attached attach(AgentId agent, BlockId id, Attribution by) {
    List<Finding> warnings = new ArrayList<>();
    Changed changed =
        changes.change(agent, by, step -> attachment(step, List.of(id), by, warnings));
    sharing.bringUp(List.of(id), by);
    return new Attached(changed, warnings);
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
  Changed detach(AgentId agent, BlockId id, Attribution by) {
    return changes.change(agent, by, step -> detachment(step, List.of(id), "Detach %s block"));
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
