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
import org.jspecify.annotations.Nullable;

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
   * @param precondition of the file in that agent's repository
   * @return the block as it was written: the rows may not know it yet
   */
  BlockView modify(
      AgentId agent,
      BlockId id,
      UnaryOperator<Block> change,
      Precondition precondition,
      Attribution by) {
    var written = new AtomicReference<Modified>();
    Changed changed =
        changes.change(
            agent,
            by,
            step -> {
              MemoryRows.Attached found = rows.attachedBlock(agent, id);
              precondition.require(view(step, found));
              Modified made = modified(step, found, change, by);
              written.set(made);
              return made.proposal();
            });
    sharing.bringUp(List.of(id), by);
    Modified made = Objects.requireNonNull(written.get());
    String commit = changed.view().head().map(GitId::hex).orElse(null);
    return new BlockView(made.after(), made.blobId(), commit, Finding.sentences(made.warnings()));
  }

  /**
   * What a patch makes of a block.
   *
   * @param blobId the id of its file's content, in hex
   */
  private record Modified(
      Proposal proposal, Block after, @Nullable String blobId, List<Finding> warnings) {}

  private static BlockView view(Step step, MemoryRows.Attached found) {
    String head = step.view().head().map(GitId::hex).orElse(null);
    StoredBlock stored = found.block();
    return new BlockView(stored.block(), BlobIds.of(stored, found.file()), head, List.of());
  }

  private Modified modified(
      Step step, MemoryRows.Attached found, UnaryOperator<Block> change, Attribution by) {
    AttachedFile file = found.file();
    StoredBlock stored = found.block();
    Block before = stored.block();
    Block after = change.apply(before);
    if (after.equals(before)) {
      return new Modified(Proposals.NOTHING, after, BlobIds.of(stored, file), List.of());
    }
    Label label = GitLabels.of(after.label());
    if (!before.label().equals(label.value())) {
      rows.requireFree(after.id(), label);
    }
    FileEdit edit =
        FileEdit.of(
            step.view(), file.path(), label, BlockContent.of(before), BlockContent.of(after));
    step.requireNoOther(after.id(), edit.to());
    List<Finding> warnings =
        rules.judge(step.agentRecord(), edit, BlockContent.of(after), step.view(), by);
    String message =
        before.label().equals(after.label())
            ? "Update %s block".formatted(label)
            : "Rename %s to %s".formatted(before.label(), label);
    Proposal proposal =
        BlockProposal.of(message, step, file.path(), edit, after, stored, file.attachedAt());
    return new Modified(proposal, after, GitId.ofFile(edit.after().toBytes()).hex(), warnings);
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
