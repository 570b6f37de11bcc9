package dev.mneme.git;

import dev.mneme.git.storage.FileVersion;
import dev.mneme.git.storage.LogRepository;
import dev.mneme.git.storage.RepositoryState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** One state of a memory repository, as it was when it was read. For one thread. */
public final class MemoryView {
  static final String AGENT_FILE = "agent.json";
  static final String BLOCKS = "blocks";
  private final LogRepository repository;
  private final ObjectId mainTree;
  private final ObjectId stateTree;

  /** The state that a repository shows. */
  public MemoryView(LogRepository repository) {
    this.repository = repository;
    this.mainTree = treeOf(ref(Refs.MAIN));
    this.stateTree = ref(Refs.STATE);
  }

  private MemoryView(LogRepository repository, ObjectId mainTree, ObjectId stateTree) {
    this.repository = repository;
    this.mainTree = mainTree;
    this.stateTree = stateTree;
  }

  /** The same state, but with {@code main} at another commit: one that is being pushed. */
  public MemoryView withMainAt(ObjectId commit) {
    return new MemoryView(repository, treeOf(commit), stateTree);
  }

  /** Whether there is a repository: it was created and is not deleted. */
  public boolean exists() {
    return state().exists();
  }

  /** The place of the newest record in the log; 0 before the first. */
  public long seq() {
    return state().seq();
  }

  /** Which of the repositories of that name this is. */
  public String incarnation() {
    return state().incarnation().toString();
  }

  /** The commit that {@code main} is at; empty before the first. */
  public Optional<GitId> head() {
    return state().ref(Refs.MAIN).map(GitId::of);
  }

  /** The version of a block's file. */
  public Optional<FileVersion> version(String path) {
    return state().version(path);
  }

  /** The ids of the contents of all regular files on {@code main}, by path. */
  public Map<String, GitId> files() {
    return filesOf(mainTree);
  }

  /** The id of a file's content on {@code main}. */
  public Optional<GitId> file(String path) {
    return entry(mainTree, path);
  }

  /** The ids of what the hidden ref says of block files, by the path of those. */
  public Map<String, GitId> blockStates() {
    return entry(stateTree, BLOCKS).map(id -> filesOf(id.toObjectId())).orElse(Map.of());
  }

  /** What the hidden ref says of a block's file. */
  public Optional<BlockState> blockState(String path) {
    return entry(stateTree, BLOCKS + "/" + path).map(this::readBlockState);
  }

  /** What stands under an id that {@link #blockStates} gave. */
  public BlockState readBlockState(GitId id) {
    return StateJson.readBlock(read(id));
  }

  /** The agent as the hidden ref keeps it. */
  public Optional<AgentRecord> agent() {
    return entry(stateTree, AGENT_FILE).map(id -> StateJson.readAgent(read(id)));
  }

  /** The content with an id. */
  public byte[] read(GitId content) {
    try (ObjectReader reader = repository.newObjectReader()) {
      return reader.open(content.toObjectId()).getBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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

  private RepositoryState state() {
    return repository.state();
  }

  private ObjectId ref(String name) {
    return state().ref(name).orElse(ObjectId.zeroId());
  }

  private ObjectId treeOf(ObjectId commit) {
    if (commit.equals(ObjectId.zeroId())) {
      return commit;
    }
    try (RevWalk walk = new RevWalk(repository)) {
      return walk.parseCommit(commit).getTree().copy();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<GitId> entry(ObjectId tree, String path) {
    if (tree.equals(ObjectId.zeroId())) {
      return Optional.empty();
    }
    try (ObjectReader reader = repository.newObjectReader();
        TreeWalk walk = TreeWalk.forPath(reader, path, tree)) {
      return walk == null ? Optional.empty() : Optional.of(GitId.of(walk.getObjectId(0)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
        if ((walk.getRawMode(0) & FileMode.TYPE_MASK) == FileMode.TYPE_FILE) {
          files.put(walk.getPathString(), GitId.of(walk.getObjectId(0)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Collections.unmodifiableMap(files);
  }
}
