package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockId;
import dev.mneme.block.ChangedFile;
import dev.mneme.block.FileContent;
import dev.mneme.block.Finding;
import dev.mneme.block.TreeFacts;
import dev.mneme.git.EditedTree;
import dev.mneme.git.GitId;
import dev.mneme.git.History;
import dev.mneme.git.MemoryView;
import dev.mneme.git.Proposal;
import dev.mneme.git.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes files over REST: one commit that is judged by the rules and means to the blocks what a
 * push of it would.
 */
final class FileWriter {
  private static final String NOTHING_CHANGED =
      "nothing was changed: the memory is like that already";

  private final PushService pushes;
  private final GitChanges changes;
  private final Sharing sharing;
  private final Rules rules;

  FileWriter(PushService pushes, GitChanges changes, Sharing sharing, Rules rules) {
    this.pushes = pushes;
    this.changes = changes;
    this.sharing = sharing;
    this.rules = rules;
  }

  private record Decided(Optional<GitId> base, Proposal proposal, List<Finding> findings) {
    List<BlockId> blocks() {
      return proposal.blocks().values().stream()
          .flatMap(Optional::stream)
          .map(state -> state.id())
          .toList();
    }
  }

  /**
   * Commits a change of files, and takes it over.
   *
   * @param decide says what to change; may be called more than once, on newer states
   * @throws NotFoundException if there is no such agent, or its memory never was in git
   * @throws ForbiddenException if git memory is disabled
   * @throws InvalidException if the rules refuse it
   * @throws ConflictException if a name would be a file and a folder
   */
  Written write(AgentId agent, Attribution by, Function<Step, FileChange> decide) {
    pushes.forPush(agent, by);
    var decision = new AtomicReference<Decided>();
    Changed changed =
        changes.change(
            agent,
            by,
            step -> {
              Decided decided = decided(step, decide.apply(step), by);
              decision.set(decided);
              return decided.proposal();
            });
    Decided decided = Objects.requireNonNull(decision.get());
    sharing.bringUp(decided.blocks(), by);
    return written(changed.view(), decided);
  }

  private static Written written(MemoryView after, Decided decided) {
    List<String> warnings = new ArrayList<>();
    if (after.head().equals(decided.base())) {
      warnings.add(NOTHING_CHANGED);
    }
    warnings.addAll(Finding.sentences(decided.findings()));
    return new Written(new History(after).newest().orElseThrow(), null, warnings);
  }

  private Decided decided(Step step, FileChange change, Attribution by) {
    MemoryView view = step.view();
    EditedTree tree = new EditedTree(view, change.files());
    List<Finding> findings = new ArrayList<>(judge(step, tree, change, by));
    PushPlan plan = change.meaning().apply(tree);
    findings.addAll(plan.findings());
    Proposal proposal =
        new Proposal(
            change.message(),
            change.files(),
            plan.blocks(),
            null,
            plan.versions(view, step.repository(), pushes::knownVersion));
    return new Decided(view.head(), proposal, findings);
  }

  private List<Finding> judge(Step step, EditedTree tree, FileChange change, Attribution by) {
    MemoryView view = step.view();
    List<ChangedFile> files = new ArrayList<>();
    for (String path : new TreeSet<>(change.files().keySet())) {
      boolean same = view.file(path).equals(tree.file(path));
      boolean goesOn = tree.file(path).isEmpty() && change.renames().containsValue(path);
      if (!same && !goesOn) {
        files.add(changedFile(view, tree, path, change.renames().get(path)));
      }
    }
    return rules.judge(step.agentRecord(), files, TreeFacts.of(tree.files().keySet()), by);
  }

  /**
   * A file before and after.
   *
   * @param from where it was if it is renamed, else null
   */
  private static ChangedFile changedFile(
      MemoryView view, Tree tree, String path, @Nullable String from) {
    String source = from == null ? path : from;
    FileContent before = content(view, source);
    FileContent after = content(tree, path);
    ChangedFile file =
        after == null
            ? ChangedFile.removed(path, Objects.requireNonNull(before))
            : before == null
                ? ChangedFile.added(path, after)
                : from == null
                    ? ChangedFile.changed(path, before, after)
                    : ChangedFile.moved(from, path, before, after);
    return view.blockState(source).map(state -> file.ofBlock(state.content(""))).orElse(file);
  }

  private static @Nullable FileContent content(Tree tree, String path) {
    return tree.file(path).map(id -> FileContent.of(tree.read(id))).orElse(null);
  }
}
