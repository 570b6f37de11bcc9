package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.git.BlockState;
import dev.mneme.git.GitId;
import dev.mneme.git.History;
import dev.mneme.git.HistoryQuery;
import dev.mneme.git.MainMoves;
import dev.mneme.git.MemoryView;
import dev.mneme.git.Past;
import dev.mneme.git.Revert;
import dev.mneme.git.Reverted;
import dev.mneme.history.Commit;
import dev.mneme.history.CommitChanges;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Undoes what was written to an agent's memory: by one more commit, for nothing is ever taken back.
 *
 * <p>Every method throws {@link NotFoundException} if the agent is not there or never had its
 * memory in git, {@link ForbiddenException} if that is disabled, and {@link InvalidException} if a
 * rule refuses what would come back.
 */
public final class UndoService {
  /** More commits than this are not undone at once. */
  private static final int MOST_COMMITS = 1_000;

  private final Moments moments;
  private final FileWriter writer;
  private final PushedBlocks blocks;

  UndoService(Moments moments, FileWriter writer, PushedBlocks blocks) {
    this.moments = moments;
    this.writer = writer;
    this.blocks = blocks;
  }

  /**
   * Brings blocks, or all of the memory, back to what they were.
   *
   * @param to a commit, a branch, {@code HEAD} or an instant
   * @param labels of the blocks, as they are called now or were then; null for all of the memory
   * @param message of the commit, or null for the usual one
   * @throws NotFoundException also if there was nothing at that time, or a block is in neither
   */
  public Written restore(
      AgentId agent,
      String to,
      @Nullable List<String> labels,
      @Nullable CommitMessage message,
      Attribution by) {
    return writer.write(
        agent,
        by,
        step -> {
          Past past = moments.getPast(step.view(), to);
          Restoration restoration = new Restoration(step, past, blocks);
          return labels == null ? restoration.ofAll(message) : restoration.of(labels, message);
        });
  }

  /**
   * Undoes some commits, and nothing that was written between them or since.
   *
   * @param names of the commits, in any order
   * @param message of the commit, or null for the usual one
   * @throws NotFoundException also if there is no such commit
   * @throws RevertConflictException if what they wrote has been changed since
   */
  public Written revert(
      AgentId agent, List<String> names, @Nullable CommitMessage message, Attribution by) {
    return writer.write(
        agent, by, step -> undo(step, commits(step.view(), names), ReversalMessage.of(message)));
  }

  private List<GitId> commits(MemoryView now, List<String> names) {
    requireNotTooMany(names.size());
    Set<GitId> commits = new LinkedHashSet<>();
    names.forEach(name -> commits.add(moments.named(now, name)));
    List<GitId> found = new History(now).inOrder(commits);
    found.forEach(commits::remove);
    if (!commits.isEmpty()) {
      throw new InvalidException(
          "Commit %s is not in the history of main, so there is nothing to undo"
              .formatted(commits.iterator().next()));
    }
    return found;
  }

  private static void requireNotTooMany(int commits) {
    if (commits > MOST_COMMITS) {
      throw new InvalidException(
          "More than %,d commits cannot be undone at once: restore the memory to a commit instead"
              .formatted(MOST_COMMITS));
    }
  }

  /**
   * Undoes all commits of a run.
   *
   * @param message of the commit, or null for the usual one
   * @throws NotFoundException also if there is no commit of that run
   * @throws RevertConflictException if what they wrote has been changed since
   */
  public Written revertRun(
      AgentId agent, String run, @Nullable CommitMessage message, Attribution by) {
    return writer.write(
        agent,
        by,
        step -> undo(step, ofRun(step.view(), run), ReversalMessage.ofRun(message, run)));
  }

  private static List<GitId> ofRun(MemoryView now, String run) {
    History history = new History(now);
    List<GitId> commits =
        history.find(new HistoryQuery(null, Map.of(Commit.RUN, run), null, MOST_COMMITS));
    if (commits.isEmpty()) {
      throw new NotFoundException("No commit of run '%s' in this memory".formatted(run));
    }
    requireNotTooMany(commits.size());
    return history.inOrder(Set.copyOf(commits));
  }

  private FileChange undo(Step step, List<GitId> commits, ReversalMessage message) {
    MemoryView now = step.view();
    return switch (Revert.of(now, commits)) {
      case Reverted.Undone undone -> undo(step, undone, message.text(told(now, commits)));
      case Reverted.Conflicting(var commit, var conflicts) ->
          throw new RevertConflictException(commit, conflicts);
      case Reverted.First(Commit first) ->
          throw new InvalidException(
              ("Commit %s is the first one: there is nothing before it that could come back. Delete"
                      + " what it brought, or restore the memory to a later commit")
                  .formatted(first.id()));
      case Reverted.Merge(Commit merge) ->
          throw new InvalidException(
              ("Commit %s is a merge of %s: name the commits that it brought in, or restore the"
                      + " memory to one of these")
                  .formatted(merge.id(), String.join(" and ", merge.parents())));
    };
  }

  private static List<Commit> told(MemoryView now, List<GitId> commits) {
    return new History(now).changes(commits).stream().map(CommitChanges::commit).toList();
  }

  private FileChange undo(Step step, Reverted.Undone undone, String message) {
    MemoryView now = step.view();
    KnownBlocks known = new KnownBlocks(blocks, undone.renames(), comingBack(step, undone));
    return new FileChange(
        message, undone.files(), undone.renames(), tree -> PushPlan.of(now, tree, known));
  }

  /** The blocks of files that come back, as they were when they went. */
  private Map<String, BlockState> comingBack(Step step, Reverted.Undone undone) {
    MainMoves moves = new MainMoves(step.view());
    Map<String, BlockState> back = new HashMap<>();
    undone
        .origins()
        .forEach((path, commit) ->
            moves
                .of(commit)
                .view()
                .blockState(path)
                .ifPresent(state -> back.put(path, blocks.again(state, path, step.agent()))));
    return back;
  }
}
