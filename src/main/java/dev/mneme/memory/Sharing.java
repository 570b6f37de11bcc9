package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockContent;
import dev.mneme.block.BlockId;
import dev.mneme.block.Label;
import dev.mneme.database.AttachedFile;
import dev.mneme.database.Database;
import dev.mneme.database.DatabaseException;
import dev.mneme.database.StoredBlock;
import dev.mneme.git.Proposal;
import dev.mneme.git.storage.FileVersion;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits what was written to a shared block to the other agents that have it. */
final class Sharing {
  private static final Logger LOG = LoggerFactory.getLogger(Sharing.class);

  /** More blocks than this are brought up by the next call. */
  private static final int MOST_BEHIND = 1_000;

  private final Database database;
  private final GitChanges changes;
  private final MemoryRows rows;

  Sharing(Database database, GitChanges changes, MemoryRows rows) {
    this.database = database;
    this.changes = changes;
    this.rows = rows;
  }

  /**
   * Commits what was written to shared blocks to the other agents that have them. What fails is
   * found and done later: the write itself stands.
   */
  void bringUp(Collection<BlockId> blocks, Attribution by) {
    try {
      database
          .read(tables -> tables.files().agentsBehind(blocks))
          .forEach(agent -> bringUpIfPossible(agent, by));
    } catch (DatabaseException e) {
      LOG.warn("who is behind {} is not known for now: {}", blocks, e.getMessage());
    }
  }

  /**
   * Brings an agent's repository up. What fails, whatever it is, is found and done later: it must
   * not look like a failure of the write that was made elsewhere and stands.
   */
  void bringUpIfPossible(AgentId agent, Attribution by) {
    try {
      bringUp(agent, by);
    } catch (RuntimeException e) {
      LOG.warn("agent {} is behind a shared block and stays so for now", agent, e);
    }
  }

  /** Brings an agent's repository up to the blocks that it shares with others. */
  void bringUp(AgentId agent, Attribution by) {
    Optional<AttachedFile> next = firstBehind(agent);
    for (int i = 0; next.isPresent() && i < MOST_BEHIND; i++) {
      changes.change(agent, by, source(next.get()), this::nextBehind);
      next = firstBehind(agent);
    }
  }

  private Optional<AttachedFile> firstBehind(AgentId agent) {
    return database.read(tables -> tables.files().behind(agent)).stream().findFirst();
  }

  /** The agent by whose repository the block was written; none if it was written in no one's. */
  private Map<String, String> source(AttachedFile behind) {
    String repository = rows.stored(behind.block()).version().repositoryId();
    return repository.isEmpty() ? Map.of() : Map.of("Source-Agent", repository);
  }

  private Proposal nextBehind(Step step) {
    Optional<AttachedFile> behind = firstBehind(step.agent());
    if (behind.isEmpty()) {
      return Proposals.NOTHING;
    }
    AttachedFile file = behind.get();
    StoredBlock stored = rows.stored(file.block());
    String path = file.path();
    Label label = labelHere(step, path, GitLabels.of(stored.block().label()));
    BlockContent was = step.contentAt(path, BlockContent.of(stored.block()));
    FileEdit edit = FileEdit.of(step.view(), path, label, was, BlockContent.of(stored.block()));
    Proposal copy =
        BlockProposal.of(
            "Update %s block".formatted(label),
            step,
            path,
            edit,
            stored.block(),
            stored,
            file.attachedAt());
    FileVersion same = new FileVersion(stored.version().version(), stored.version().repositoryId());
    return Proposals.withVersions(copy, Map.of(edit.to(), same));
  }

  /** The label of the block, or the old one where somebody else has taken that meanwhile. */
  private static Label labelHere(Step step, @Nullable String path, Label label) {
    String to = label.toPath();
    return path != null && !path.equals(to) && step.view().file(to).isPresent()
        ? Label.ofPath(path).orElse(label)
        : label;
  }
}
