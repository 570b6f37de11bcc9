package dev.mneme.memory;

import dev.mneme.block.BlockContent;
import dev.mneme.block.BlockFile;
import dev.mneme.block.BlockId;
import dev.mneme.block.BlockLine;
import dev.mneme.block.FileContent;
import dev.mneme.block.Finding;
import dev.mneme.block.Label;
import dev.mneme.block.Severity;
import dev.mneme.database.AttachedFile;
import dev.mneme.git.BlockState;
import dev.mneme.git.GitId;
import dev.mneme.git.MemoryView;
import dev.mneme.git.Tree;
import dev.mneme.git.storage.FileVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a push does to the blocks of an agent: git.md §4. Decided once, from the state before and
 * the state after; applied by the transaction and told by the report.
 *
 * @param blocks what the hidden ref has to say of block files that change; empty for those that are
 *     no blocks any more
 * @param changed paths of block files whose block changes, for which a version has to be made
 * @param lines what to tell the pusher
 * @param findings what else the pusher should know of it
 */
record PushPlan(
    Map<String, Optional<BlockState>> blocks,
    Set<String> changed,
    List<BlockLine> lines,
    List<Finding> findings) {
  private static final Finding NOTHING_LEFT =
      new Finding(
          Severity.WARNING,
          "",
          0,
          "tree/no-block-file",
          "no block file is left, which no memory means: every block stays attached with its value"
              + " (to detach a block, remove its file and leave another)");

  /**
   * Decides.
   *
   * @param newBlocks says what the two states do not
   */
  static PushPlan of(MemoryView before, Tree after, NewBlocks newBlocks) {
    return new Planning(before, after, newBlocks).plan();
  }

  /**
   * The versions that are to be made: of each block one larger than all that are known.
   *
   * @param before the state that the plan was made on
   * @param repository the name of the repository in versions of files
   * @param known tells the largest version of a block that the rows know
   */
  Map<String, FileVersion> versions(
      MemoryView before, String repository, ToLongFunction<BlockId> known) {
    Map<String, FileVersion> versions = new HashMap<>();
    for (String path : changed) {
      long base = before.version(path).map(FileVersion::number).orElse(0L);
      long last =
          blocks.getOrDefault(path, Optional.empty()).map(BlockState::id).stream()
              .mapToLong(known)
              .max()
              .orElse(0);
      versions.put(path, new FileVersion(Math.max(base, last) + 1, repository));
    }
    return versions;
  }

  /** The same plan, telling which other agents have its blocks too. */
  PushPlan withSharing(List<AttachedFile> others) {
    if (others.isEmpty()) {
      return this;
    }
    Map<BlockId, List<String>> agents = new LinkedHashMap<>();
    others.forEach(file ->
        agents.computeIfAbsent(file.block(), id -> new ArrayList<>()).add(file.agent().value()));
    Map<String, BlockId> ids = new LinkedHashMap<>();
    blocks.forEach((path, state) ->
        state.ifPresent(
            s -> Label.ofPath(path).ifPresent(label -> ids.put(label.value(), s.id()))));
    List<BlockLine> told =
        lines.stream()
            .map(line -> {
              List<String> also =
                  Optional.ofNullable(ids.get(line.label().value()))
                      .map(agents::get)
                      .orElse(List.of());
              return also.isEmpty() ? line : line.and(new BlockLine.Outcome.AlsoIn(also));
            })
            .toList();
    return new PushPlan(blocks, changed, told, findings);
  }

  private static final class Planning {
    private final MemoryView before;
    private final Tree after;
    private final NewBlocks unknown;
    private final Map<String, GitId> oldFiles;
    private final Map<String, GitId> oldStates;
    private final Map<String, Label> blockFiles = new TreeMap<>();
    private final Map<String, Optional<BlockState>> blocks = new LinkedHashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private final List<BlockLine> lines = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, GitId> newFiles;

    Planning(MemoryView before, Tree after, NewBlocks unknown) {
      this.before = before;
      this.after = after;
      this.unknown = unknown;
      this.oldFiles = before.files();
      this.oldStates = before.blockStates();
      this.newFiles = after.files();
      newFiles
          .keySet()
          .forEach(path -> Label.ofPath(path).ifPresent(label -> blockFiles.put(path, label)));
    }

    PushPlan plan() {
      if (blockFiles.isEmpty()) {
        keepAllWithoutFiles();
      } else {
        planFiles();
      }
      return new PushPlan(blocks, changed, lines, findings);
    }

    private void keepAllWithoutFiles() {
      oldStates.keySet().forEach(this::keepWithoutFile);
      if (!oldStates.isEmpty()) {
        findings.add(NOTHING_LEFT);
      }
    }

    private void planFiles() {
      Set<String> gone = new TreeSet<>(oldStates.keySet());
      gone.removeAll(blockFiles.keySet());
      Map<String, String> renames = renames(gone);
      blockFiles.forEach((path, label) -> planFile(path, label, renames.get(path)));
      gone.forEach(path -> blocks.put(path, Optional.empty()));
      gone.stream().filter(path -> !renames.containsValue(path)).forEach(this::tellDetached);
    }

    private Map<String, String> renames(Set<String> gone) {
      Set<String> added = new TreeSet<>(blockFiles.keySet());
      added.removeAll(oldStates.keySet());
      Map<String, String> renames = new HashMap<>(unknown.renames());
      renames.keySet().retainAll(added);
      renames.values().retainAll(gone);
      added.removeAll(renames.keySet());
      Set<String> left = new TreeSet<>(gone);
      left.removeAll(renames.values());
      renames.putAll(Renames.find(bodies(before, oldFiles, left), bodies(after, newFiles, added)));
      return renames;
    }

    private void planFile(String path, Label label, @Nullable String from) {
      GitId content = newFiles.get(path);
      boolean same = from == null && Objects.equals(content, oldFiles.get(path));
      if (content == null || (same && isSettled(path))) {
        return;
      }
      FileContent file = FileContent.of(after.read(content));
      if (!(file instanceof FileContent.Text text)) {
        keepWithoutFile(path);
        return;
      }
      String source = from == null ? path : from;
      BlockState old = oldStates.containsKey(source) ? oldState(source) : null;
      if (old == null) {
        create(path, label, text.file());
      } else {
        change(path, label, source, old, text);
      }
    }

    /**
     * Whether a file that did not change has a block, or is none of ours: text that was never taken
     * over is not.
     */
    private boolean isSettled(String path) {
      GitId state = oldStates.get(path);
      return state != null && unknown.isSettled(before, state);
    }

    private BlockState oldState(String path) {
      return before.readBlockState(Objects.requireNonNull(oldStates.get(path)));
    }

    private void create(String path, Label label, BlockFile file) {
      BlockState state = unknown.of(label, file);
      put(path, state);
      lines.add(BlockLine.created(label, state.content(file.value())));
    }

    private void change(
        String path, Label label, String source, BlockState old, FileContent.Text text) {
      BlockContent was = old.content(RowChanges.valueOf(before, old, oldFiles.get(source)));
      BlockContent is = text.file().contentOver(was);
      boolean renamed = !source.equals(path);
      boolean own = !renamed || unknown.mayRename(old.id(), label);
      BlockState state = old.with(is);
      put(path, own ? state : unknown.copyOf(state));
      if (renamed) {
        Label from = Label.ofPath(source).orElseThrow();
        lines.add(BlockLine.renamed(from, label, was, is));
      } else {
        lines.add(BlockLine.updated(label, was, is));
      }
    }

    private void put(String path, BlockState state) {
      blocks.put(path, Optional.of(state));
      changed.add(path);
    }

    /** The block keeps the value that it has, though its file is not text any more, or gone. */
    private void keepWithoutFile(String path) {
      GitId last = oldFiles.get(path);
      if (oldStates.containsKey(path) && oldState(path).valueFrom() == null && last != null) {
        blocks.put(path, Optional.of(oldState(path).keeping(last)));
      }
    }

    private void tellDetached(String path) {
      BlockState old = oldState(path);
      String value = RowChanges.valueOf(before, old, oldFiles.get(path));
      Label.ofPath(path)
          .ifPresent(label -> lines.add(BlockLine.detached(label, old.content(value))));
    }

    private static Map<String, String> bodies(
        Tree view, Map<String, GitId> files, Collection<String> paths) {
      Map<String, String> bodies = new TreeMap<>();
      for (String path : paths) {
        GitId content = files.get(path);
        if (content != null
            && FileContent.of(view.read(content)) instanceof FileContent.Text text) {
          bodies.put(path, text.file().value());
        }
      }
      return bodies;
    }
  }
}
