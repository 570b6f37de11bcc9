package dev.mneme.git;

import dev.mneme.git.storage.LogRepository;
import dev.mneme.history.Conflict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * Undoes commits on top of where {@code main} is: each is a three-way merge of what there is now
 * with what was before the commit, on the base of what was after it. A file that has been renamed
 * since is found where it is.
 */
public final class Revert {
  private final MemoryView now;
  private final WorkingTree tree;
  private final TreeDiff diff;
  private final Map<String, GitId> origins = new HashMap<>();
  private final Map<String, String> renames = new HashMap<>();
  private final List<Conflict> conflicts = new ArrayList<>();

  private Revert(MemoryView now, ObjectReader reader) {
    this.now = now;
    this.tree = new WorkingTree(now, reader);
    this.diff = new TreeDiff(reader);
  }

  /**
   * Undoes them one after the other.
   *
   * @param commits of the history of {@code main}, the newest first
   */
  public static Reverted of(MemoryView now, List<GitId> commits) {
    LogRepository repository = now.repository();
    try (RevWalk walk = new RevWalk(repository)) {
      return new Revert(now, walk.getObjectReader()).undoAll(walk, commits);
    } catch (IOException e) {
      throw repository.log().unreadable(e);
    }
  }

  private Reverted undoAll(RevWalk walk, List<GitId> commits) throws IOException {
    for (GitId id : commits) {
      RevCommit commit = walk.parseCommit(id.toObjectId());
      if (commit.getParentCount() == 0) {
        return new Reverted.First(Commits.of(commit));
      }
      if (commit.getParentCount() > 1) {
        return new Reverted.Merge(Commits.of(commit));
      }
      undo(commit, walk.parseCommit(commit.getParent(0)));
      if (!conflicts.isEmpty()) {
        return new Reverted.Conflicting(Commits.of(commit), conflicts);
      }
    }
    return new Reverted.Undone(tree.changes(), renames, origins);
  }

  private void undo(RevCommit commit, RevCommit parent) throws IOException {
    Followed since = new Followed(commit);
    for (FilePair pair : diff.between(commit.getTree(), parent.getTree())) {
      if (!undo(pair, since, GitId.of(parent))) {
        conflicts.add(conflict(pair, since));
      }
    }
  }

  /** False if what is there now does not let it. */
  private boolean undo(FilePair pair, Followed since, GitId parent) throws IOException {
    FilePair.Side base = pair.before();
    FilePair.Side theirs = pair.after();
    if (!isFile(base) || !isFile(theirs)) {
      return false;
    }
    if (base == null) {
      return comeBack(Objects.requireNonNull(theirs), parent);
    }
    String path = since.pathOf(base.path());
    return theirs == null ? goAway(base, path) : goBack(base, path, theirs);
  }

  private static boolean isFile(FilePair.@Nullable Side side) {
    return side == null || (side.mode().getBits() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
  }

  /** The commit removed the file. */
  private boolean comeBack(FilePair.Side theirs, GitId parent) {
    WorkingTree.File ours = tree.find(theirs.path());
    if (ours == null) {
      tree.put(theirs.path(), WorkingTree.File.of(theirs));
      origins.put(theirs.path(), parent);
      return true;
    }
    return ours.equals(WorkingTree.File.of(theirs));
  }

  /** The commit added the file. */
  private boolean goAway(FilePair.Side base, String path) {
    WorkingTree.File ours = tree.find(path);
    if (ours == null) {
      return true;
    }
    if (!ours.content().equals(GitId.of(base.id()))) {
      return false;
    }
    tree.remove(path);
    return true;
  }

  /** The commit changed the file, or moved it. */
  private boolean goBack(FilePair.Side base, String path, FilePair.Side theirs) throws IOException {
    WorkingTree.File ours = tree.find(path);
    if (ours == null) {
      return WorkingTree.File.of(theirs).equals(tree.find(theirs.path()));
    }
    boolean moves = !base.path().equals(theirs.path());
    if (moves && (!path.equals(base.path()) || tree.find(theirs.path()) != null)) {
      return false;
    }
    Optional<WorkingTree.File> merged = tree.merge(base, ours, theirs);
    merged.ifPresent(file -> replace(path, moves ? theirs.path() : path, file));
    return merged.isPresent();
  }

  private void replace(String from, String to, WorkingTree.File file) {
    tree.put(to, file);
    if (!to.equals(from)) {
      tree.remove(from);
      String before = renames.remove(from);
      renames.put(to, before == null ? from : before);
    }
  }

  private Conflict conflict(FilePair pair, Followed since) throws IOException {
    FilePair.Side base = pair.before();
    String path = base == null ? pair.path() : since.pathOf(base.path());
    return new Conflict(
        path,
        tree.version(base),
        Optional.ofNullable(tree.find(path)).map(tree::version),
        tree.version(pair.after()));
  }

  /** Where the files of a commit are now. */
  private final class Followed {
    private final RevCommit commit;
    private @Nullable Map<String, String> moved;

    Followed(RevCommit commit) {
      this.commit = commit;
    }

    String pathOf(String path) throws IOException {
      if (tree.find(path) != null) {
        return path;
      }
      Map<String, String> known = moved;
      if (known == null) {
        known = find();
        moved = known;
      }
      return known.getOrDefault(path, path);
    }

    private Map<String, String> find() throws IOException {
      Map<String, String> paths = new HashMap<>();
      for (FilePair pair : diff.between(commit.getTree(), now.mainTree())) {
        if (pair.oldPath() != null && tree.find(pair.path()) != null) {
          paths.put(pair.oldPath(), pair.path());
        }
      }
      return paths;
    }
  }
}
