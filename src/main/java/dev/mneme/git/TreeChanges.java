package dev.mneme.git;

import dev.mneme.block.ChangedFile;
import dev.mneme.block.FileContent;
import dev.mneme.git.storage.LogRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/**
 * What a push changes in the tree of a branch, as the rules want to see it.
 *
 * <p>A few small trees that hold each other ten times over stand for more files than there are
 * bytes in the world. So no tree is walked further than a tree may be large, and contents are read
 * one after the other.
 */
public final class TreeChanges {
  /** Folders without a file in them are no files, but take as long to walk. */
  private static final int MOST_FOLDERS_PER_FILE = 10;

  /** Longer paths than this are not safe anyway; what lies below them is not looked at. */
  private static final int LONGEST_PATH_BYTES = 4096;

  private final LogRepository repository;
  private final int maxFiles;
  private final long maxFileBytes;

  /**
   * @param maxFiles most files that a tree may have
   * @param maxFileBytes larger files are not looked into: the rules refuse them by their size
   */
  public TreeChanges(LogRepository repository, int maxFiles, long maxFileBytes) {
    this.repository = repository;
    this.maxFiles = maxFiles;
    this.maxFileBytes = maxFileBytes;
  }

  /**
   * What differs between two trees.
   *
   * @param files the files that differ; each is read when one comes to it
   * @param bytes how large they are together, after the change
   */
  public record Changes(Iterable<ChangedFile> files, long bytes) {}

  /**
   * The files that differ between two commits; {@link ObjectId#zeroId()} stands for an empty tree.
   * Only for trees that have no more files than they may: see {@link #paths}.
   */
  public Changes between(ObjectId before, ObjectId after) {
    try (TreeWalk walk = new TreeWalk(repository)) {
      addTree(walk, before);
      addTree(walk, after);
      walk.setFilter(TreeFilter.ANY_DIFF);
      List<Difference> differences = new ArrayList<>();
      while (walk.next()) {
        if (!isEntered(walk)) {
          differences.add(difference(walk));
        }
      }
      long bytes = differences.stream().mapToLong(d -> d.after == null ? 0 : d.after.size).sum();
      return new Changes(() -> differences.stream().map(this::changedFile).iterator(), bytes);
    } catch (IOException e) {
      throw repository.log().unreadable(e);
    }
  }

  /**
   * The paths of everything in the tree of a commit; of one that has more files, or far more
   * folders, than it may, one path more than that.
   */
  public List<String> paths(ObjectId commit) {
    try (TreeWalk walk = new TreeWalk(repository)) {
      addTree(walk, commit);
      List<String> paths = new ArrayList<>();
      long folders = 0;
      while (paths.size() <= maxFiles && walk.next()) {
        if (!isEntered(walk)) {
          paths.add(path(walk));
        } else if (++folders > (long) maxFiles * MOST_FOLDERS_PER_FILE) {
          return tooMany(paths);
        }
      }
      return paths;
    } catch (IOException e) {
      throw repository.log().unreadable(e);
    }
  }

  private List<String> tooMany(List<String> paths) {
    String[] all = paths.toArray(new String[maxFiles + 1]);
    Arrays.fill(all, paths.size(), all.length, "");
    return List.of(all);
  }

  /** Goes into a folder, unless its path is so long that nothing below can be safe. */
  private static boolean isEntered(TreeWalk walk) throws IOException {
    boolean enters = walk.isSubtree() && walk.getPathLength() <= LONGEST_PATH_BYTES;
    if (enters) {
      walk.enterSubtree();
    }
    return enters;
  }

  private void addTree(TreeWalk walk, ObjectId commit) throws IOException {
    if (commit.equals(ObjectId.zeroId())) {
      walk.addTree(new EmptyTreeIterator());
    } else {
      walk.addTree(repository.parseCommit(commit).getTree());
    }
  }

  /** One side of a difference: which object is there, as what, and how large it is. */
  private record Side(FileMode mode, ObjectId id, long size) {}

  private record Difference(String path, @Nullable Side before, @Nullable Side after) {}

  private Difference difference(TreeWalk walk) throws IOException {
    return new Difference(path(walk), side(walk, 0), side(walk, 1));
  }

  private @Nullable Side side(TreeWalk walk, int nth) throws IOException {
    FileMode mode = walk.getFileMode(nth);
    if (mode.equals(FileMode.MISSING)) {
      return null;
    }
    boolean isFile = (mode.getBits() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
    ObjectId id = walk.getObjectId(nth);
    return new Side(mode, id, isFile ? size(id) : 0);
  }

  private long size(ObjectId id) throws IOException {
    try (ObjectReader reader = repository.newObjectReader()) {
      return reader.getObjectSize(id, Constants.OBJ_BLOB);
    }
  }

  /**
   * A path that is not UTF-8 is shown with halves of surrogate pairs, which no UTF-8 has either, so
   * that no rule lets it through as a safe one.
   */
  private static String path(TreeWalk walk) {
    byte[] raw = walk.getRawPath();
    String path = new String(raw, StandardCharsets.UTF_8);
    return Arrays.equals(path.getBytes(StandardCharsets.UTF_8), raw)
        ? path
        : path.replace('\uFFFD', '\uDC80');
  }

  private ChangedFile changedFile(Difference difference) {
    FileContent before = content(difference.before);
    FileContent after = content(difference.after);
    if (after == null && before != null) {
      return ChangedFile.removed(difference.path, before);
    }
    if (after != null && before != null) {
      return ChangedFile.changed(difference.path, before, after);
    }
    return ChangedFile.added(difference.path, after == null ? new FileContent.Oversized(0) : after);
  }

  private @Nullable FileContent content(@Nullable Side side) {
    if (side == null) {
      return null;
    }
    if (side.mode.equals(FileMode.SYMLINK)) {
      return new FileContent.SymbolicLink();
    }
    if (side.mode.equals(FileMode.GITLINK)) {
      return new FileContent.Submodule();
    }
    return side.mode.equals(FileMode.TREE) || side.size > maxFileBytes
        ? new FileContent.Oversized(side.size)
        : read(side.id);
  }

  private FileContent read(ObjectId blob) {
    try (ObjectReader reader = repository.newObjectReader()) {
      return FileContent.of(reader.open(blob, Constants.OBJ_BLOB).getBytes());
    } catch (IOException e) {
      throw repository.log().unreadable(e);
    }
  }
}
