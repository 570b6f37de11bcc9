package dev.mneme.git;

import dev.mneme.git.storage.FileVersion;
import dev.mneme.git.storage.LogLife;
import dev.mneme.git.storage.LogRepository;
import dev.mneme.git.storage.RepositoryState;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** One state of a memory repository, as it was when it was read. For one thread. */
public final class MemoryView implements Tree {
  static final String AGENT_FILE = "agent.json";
  static final String BLOCKS = "blocks";
  private final LogRepository repository;
  private final RepositoryState state;
  private final ObjectId main;
  private final ObjectId mainTree;
  private final ObjectId stateTree;

  /** The state that a repository shows. */
  public MemoryView(LogRepository repository) {
    this.repository = repository;
    this.state = repository.state();
    this.main = ref(Refs.MAIN);
    this.mainTree = treeOf(main);
    this.stateTree = ref(Refs.STATE);
  }

  private MemoryView(
      LogRepository repository,
      RepositoryState state,
      ObjectId main,
      ObjectId mainTree,
      ObjectId stateTree) {
    this.repository = repository;
    this.state = state;
    this.main = main;
    this.mainTree = mainTree;
    this.stateTree = stateTree;
  }

  /** The same state, but with {@code main} at another commit: one that is being pushed. */
  public MemoryView withMainAt(ObjectId commit) {
    return at(commit, stateTree);
  }

  /** The same repository with {@code main} and the hidden ref where they once were. */
  MemoryView at(ObjectId commit, ObjectId tree) {
    return new MemoryView(repository, state, commit, treeOf(commit), tree);
  }

  /** Whether there is a repository: it was created and is not deleted. */
  public boolean exists() {
    return state.exists();
  }

  /** Whether the repository goes on, or has ended because its agent was deleted. */
  public LogLife life() {
    return state.life();
  }

  /** Whether a record after {@code seq} changed anything, and not only how it is stored. */
  public boolean hasChangedSince(long seq) {
    return repository.log().hasMovedSince(state, seq);
  }

  /** The place of the newest record in the log; 0 before the first. */
  public long seq() {
    return state.seq();
  }

  /** Which of the repositories of that name this is. */
  public String incarnation() {
    return state.incarnation().toString();
  }

  /** The commit that {@code main} is at; empty before the first. */
  public Optional<GitId> head() {
    return main.equals(ObjectId.zeroId()) ? Optional.empty() : Optional.of(GitId.of(main));
  }

  /** The id of all that the hidden ref says; empty if there is none. */
  public Optional<GitId> stateId() {
    return state.ref(Refs.STATE).map(GitId::of);
  }

  /** The version of a block's file. */
  public Optional<FileVersion> version(String path) {
    return state.version(path);
  }

  /** The ids of the contents of all regular files on {@code main}, by path. */
  @Override
  public Map<String, GitId> files() {
    return filesOf(mainTree);
  }

  /** The id of a file's content on {@code main}; a folder or a link is no file. */
  @Override
  public Optional<GitId> file(String path) {
    return entry(mainTree, path, MemoryView::isFile);
  }

  /** The ids of what the hidden ref says of block files, by the path of those. */
  public Map<String, GitId> blockStates() {
    return filesOf(blocksTree());
  }

  /** What the hidden ref says of a block's file. */
  public Optional<BlockState> blockState(String path) {
    return blockStateId(path).map(this::readBlockState);
  }

  /** The id of what the hidden ref says of a block's file. */
  public Optional<GitId> blockStateId(String path) {
    return entry(stateTree, BLOCKS + "/" + path, MemoryView::isFile);
  }

  /** What stands under an id that {@link #blockStates} gave. */
  public BlockState readBlockState(GitId id) {
    return StateJson.readBlock(read(id));
  }

  /** The agent as the hidden ref keeps it. */
  public Optional<AgentRecord> agent() {
    return agentId().map(id -> StateJson.readAgent(read(id)));
  }

  /** The id of what the hidden ref says of the agent. */
  public Optional<GitId> agentId() {
    return stateFile(AGENT_FILE);
  }

  /** The id of a file on the hidden ref. */
  Optional<GitId> stateFile(String path) {
    return entry(stateTree, path, MemoryView::isFile);
  }

  /** The content with an id. */
  @Override
  public byte[] read(GitId content) {
    try (ObjectReader reader = repository.newObjectReader()) {
      return reader.open(content.toObjectId()).getBytes();
    } catch (IOException e) {
      throw repository.log().unreadable(e);
    }
  }

  /**
   * The paths of block files of which this state may say something else than an earlier one: the
   * file, what the hidden ref says of it, or its version. Looks only into folders that differ.
   */
  public Set<String> blockPathsSince(MemoryView earlier) {
    Set<String> paths = new TreeSet<>();
    addDifferent(earlier.mainTree, mainTree, paths);
    ObjectId was = earlier.blocksTree();
    addDifferent(was, blocksTree(), paths);
    state
        .versions()
        .forEach((path, version) -> {
          if (!version.equals(earlier.state.versions().get(path))) {
            paths.add(path);
          }
        });
    paths.removeIf(path -> blockStateId(path).isEmpty() && earlier.blockStateId(path).isEmpty());
    return paths;
  }

  private ObjectId blocksTree() {
    return entry(stateTree, BLOCKS, MemoryView::isFolder)
        .map(GitId::toObjectId)
        .orElse(ObjectId.zeroId());
  }

  private void addDifferent(ObjectId before, ObjectId after, Set<String> paths) {
    if (before.equals(after)) {
      return;
    }
    try (TreeWalk walk = new TreeWalk(repository)) {
      addTree(walk, before);
      addTree(walk, after);
      walk.setRecursive(true);
      walk.setFilter(TreeFilter.ANY_DIFF);
      while (walk.next()) {
        paths.add(walk.getPathString());
      }
    } catch (IOException e) {
      throw repository.log().unreadable(e);
    }
  }

  private static void addTree(TreeWalk walk, ObjectId tree) throws IOException {
    if (tree.equals(ObjectId.zeroId())) {
      walk.addTree(new EmptyTreeIterator());
    } else {
      walk.addTree(tree);
    }
  }

  LogRepository repository() {
    return repository;
  }

  ObjectId mainTree() {
    return mainTree;
  }

  ObjectId stateTree() {
    return stateTree;
  }

  private ObjectId ref(String name) {
    return state.ref(name).orElse(ObjectId.zeroId());
  }

  private ObjectId treeOf(ObjectId commit) {
    if (commit.equals(ObjectId.zeroId())) {
      return commit;
    }
    try (RevWalk walk = new RevWalk(repository)) {
      return walk.parseCommit(commit).getTree().copy();
    } catch (IOException e) {
      throw repository.log().unreadable(e);
    }
  }

  private Optional<GitId> entry(ObjectId tree, String path, IntPredicate mode) {
    if (tree.equals(ObjectId.zeroId())) {
      return Optional.empty();
    }
    try (ObjectReader reader = repository.newObjectReader();
        TreeWalk walk = TreeWalk.forPath(reader, path, tree)) {
      return walk == null || !mode.test(walk.getRawMode(0))
          ? Optional.empty()
          : Optional.of(GitId.of(walk.getObjectId(0)));
    } catch (IOException e) {
      throw repository.log().unreadable(e);
    }
  }

  private static boolean isFile(int mode) {
    return (mode & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
  }

  private static boolean isFolder(int mode) {
    return (mode & FileMode.TYPE_MASK) == FileMode.TYPE_TREE;
  }

  private Map<String, GitId> filesOf(ObjectId tree) {
    Map<String, GitId> files = new TreeMap<>();
    if (tree.equals(ObjectId.zeroId())) {
      return files;
    }
    try (TreeWalk walk = new TreeWalk(repository)) {
      walk.addTree(tree);
      walk.setRecursive(true);
      while (walk.next()) {
        if (isFile(walk.getRawMode(0))) {
          files.put(walk.getPathString(), GitId.of(walk.getObjectId(0)));
        }
      }
    } catch (IOException e) {
      throw repository.log().unreadable(e);
    }
    return Collections.unmodifiableMap(files);
  }
}
