package dev.mneme.memory;

import dev.mneme.block.BlockId;
import dev.mneme.block.Label;
import dev.mneme.git.BlockState;
import dev.mneme.git.FileTree;
import dev.mneme.git.GitId;
import dev.mneme.git.MemoryView;
import dev.mneme.git.NewFile;
import dev.mneme.git.Past;
import dev.mneme.history.FileEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings files back to what they were, and with them all that the hidden ref said of their blocks:
 * afterwards a memory reads as it did at that time.
 */
final class Restoration {
  private final Step step;
  private final MemoryView now;
  private final Past past;
  private final PushedBlocks blocks;
  private final Map<String, FileEntry> filesNow;
  private final Map<String, FileEntry> filesThen;
  private final Map<String, BlockState> statesNow = new TreeMap<>();
  private final Map<String, BlockState> statesThen;

  Restoration(Step step, Past past, PushedBlocks blocks) {
    this.step = step;
    this.now = step.view();
    this.past = past;
    this.blocks = blocks;
    this.filesNow = files(now, now.head().orElseThrow());
    this.filesThen = files(now, past.commit());
    now.blockStates().forEach((path, id) -> statesNow.put(path, now.readBlockState(id)));
    this.statesThen = new PastBlocks(past, blocks).states();
  }

  private static Map<String, FileEntry> files(MemoryView view, GitId commit) {
    return new FileTree(view, commit)
        .list("").stream().collect(Collectors.toMap(FileEntry::path, Function.identity()));
  }

  /** All of the memory. */
  FileChange ofAll(@Nullable CommitMessage message) {
    Set<String> paths = new HashSet<>(filesNow.keySet());
    paths.addAll(filesThen.keySet());
    paths.addAll(statesNow.keySet());
    paths.addAll(statesThen.keySet());
    return change(paths, message, "memory");
  }

  /** The blocks with these labels. */
  FileChange of(List<String> labels, @Nullable CommitMessage message) {
    Set<String> paths = new LinkedHashSet<>();
    labels.forEach(label -> select(label, paths));
    String what = labels.size() == 1 ? labels.getFirst() : labels.size() + " blocks";
    return change(paths, message, what);
  }

  /** Callers who knew the agent before it had git memory leave out {@code system/}. */
  private void select(String label, Set<String> paths) {
    String exact = GitLabels.of(label).toPath();
    String system = GitLabels.of(Label.SYSTEM + label).toPath();
    String path = isKnown(exact) || !isKnown(system) ? exact : system;
    if (!isKnown(path)) {
      throw new NotFoundException(
          "Agent %s has no block '%s' now, and had none at %s"
              .formatted(step.agent(), label, past.commit()));
    }
    paths.add(path);
    if (!statesThen.containsKey(path)) {
      formerPath(path).ifPresent(paths::add);
    }
  }

  private boolean isKnown(String path) {
    return filesNow.containsKey(path)
        || filesThen.containsKey(path)
        || statesNow.containsKey(path)
        || statesThen.containsKey(path);
  }

  /** Where a block was that is called otherwise now. */
  private Optional<String> formerPath(String path) {
    return Optional.ofNullable(statesNow.get(path))
        .flatMap(block ->
            statesThen.entrySet().stream()
                .filter(then -> then.getValue().id().equals(block.id()))
                .map(Map.Entry::getKey)
                .findFirst());
  }

  private FileChange change(Set<String> paths, @Nullable CommitMessage message, String what) {
    Map<String, Optional<NewFile>> files = new HashMap<>();
    paths.stream()
        .filter(path -> !sameFile(path))
        .forEach(
            path -> files.put(path, Optional.ofNullable(filesThen.get(path)).map(NewFile::of)));
    Map<String, String> renames = new HashMap<>();
    PushPlan plan = plan(paths, renames);
    String text =
        message == null
            ? "Restore %s to %s".formatted(what, past.commit().hex().substring(0, 8))
            : message.text();
    return new FileChange(text, files, renames, tree -> plan);
  }

  private boolean sameFile(String path) {
    return Objects.equals(filesNow.get(path), filesThen.get(path));
  }

  private PushPlan plan(Set<String> paths, Map<String, String> renames) {
    Map<BlockId, String> moving = places(paths, statesNow);
    Set<BlockId> returning = places(paths, statesThen).keySet();
    Map<String, Optional<BlockState>> states = new HashMap<>();
    Set<String> changed = new HashSet<>();
    for (String path : paths) {
      Optional<BlockState> now = Optional.ofNullable(statesNow.get(path));
      Optional<BlockState> then =
          Optional.ofNullable(statesThen.get(path))
              .map(state -> back(state, path, moving, returning));
      if (then.isPresent() && !(sameFile(path) && then.equals(now))) {
        changed.add(path);
      }
      if (!then.equals(now)) {
        states.put(path, then);
      }
      then.map(state -> moving.get(state.id()))
          .filter(from -> !from.equals(path))
          .ifPresent(from -> renames.put(path, from));
    }
    return new PushPlan(states, changed, List.of(), List.of());
  }

  /** The blocks at some paths, with these. */
  private static Map<BlockId, String> places(Set<String> paths, Map<String, BlockState> states) {
    Map<BlockId, String> places = new HashMap<>();
    for (String path : paths) {
      BlockState state = states.get(path);
      if (state != null) {
        places.put(state.id(), path);
      }
    }
    return places;
  }

  /**
   * A block as it was then.
   *
   * @param moving the blocks that are not needed where they are now, with the paths of these
   * @param returning the blocks that are needed somewhere
   */
  private BlockState back(
      BlockState then, String path, Map<BlockId, String> moving, Set<BlockId> returning) {
    String from = moving.get(then.id());
    if (from != null && mayBeAt(path, from, then.id())) {
      return then.attachedAs(Objects.requireNonNull(statesNow.get(from)));
    }
    BlockState again = blocks.again(then, path, step.agent());
    BlockState here = statesNow.get(path);
    return here == null || again.id().equals(then.id()) || returning.contains(here.id())
        ? again
        : then.attachedAs(here);
  }

  private boolean mayBeAt(String path, String from, BlockId block) {
    return path.equals(from) || blocks.mayRename(block, Label.ofPath(path).orElseThrow());
  }
}
