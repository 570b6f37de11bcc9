package dev.mneme.git;

import dev.mneme.block.ChangedFile;
import dev.mneme.block.FileContent;
import dev.mneme.git.storage.LogRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** What a push changes in the tree of a branch, as the rules want to see it. */
public final class TreeChanges {
  private final LogRepository repository;
  private final long maxFileBytes;

  /**
   * @param maxFileBytes larger files are not looked into: the rules refuse them by their size
   */
  public TreeChanges(LogRepository repository, long maxFileBytes) {
    this.repository = repository;
    this.maxFileBytes = maxFileBytes;
  }

  /**
   * The files that differ between two commits; {@link ObjectId#zeroId()} stands for an empty tree.
   */
  public List<ChangedFile> between(ObjectId before, ObjectId after) {
    try (TreeWalk walk = new TreeWalk(repository)) {
      addTree(walk, before);
      addTree(walk, after);
      walk.setRecursive(true);
      walk.setFilter(TreeFilter.ANY_DIFF);
      List<ChangedFile> changes = new ArrayList<>();
      while (walk.next()) {
        changes.add(change(walk));
      }
      return changes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The paths of everything in the tree of a commit. */
  public List<String> paths(ObjectId commit) {
    try (TreeWalk walk = new TreeWalk(repository)) {
      addTree(walk, commit);
      walk.setRecursive(true);
      List<String> paths = new ArrayList<>();
      while (walk.next()) {
        paths.add(path(walk));
      }
      return paths;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addTree(TreeWalk walk, ObjectId commit) throws IOException {
    if (commit.equals(ObjectId.zeroId())) {
      walk.addTree(new EmptyTreeIterator());
    } else {
      walk.addTree(repository.parseCommit(commit).getTree());
    }
  }

  private ChangedFile change(TreeWalk walk) throws IOException {
    FileContent before = content(walk, 0);
    FileContent after = content(walk, 1);
    String path = path(walk);
    if (after == null && before != null) {
      return ChangedFile.removed(path, before);
    }
    if (after != null && before != null) {
      return ChangedFile.changed(path, before, after);
    }
    return ChangedFile.added(path, after == null ? new FileContent.Oversized(0) : after);
  }

  /**
   * A path that is not UTF-8 is shown with replacement characters, which no rule lets through as a
   * safe one.
   */
  private static String path(TreeWalk walk) {
    byte[] raw = walk.getRawPath();
    String path = new String(raw, StandardCharsets.UTF_8);
    return java.util.Arrays.equals(path.getBytes(StandardCharsets.UTF_8), raw)
        ? path
        : path.replace('\uFFFD', '\u0001');
  }

  private @Nullable FileContent content(TreeWalk walk, int side) throws IOException {
    FileMode mode = walk.getFileMode(side);
    if (mode.equals(FileMode.MISSING)) {
      return null;
    }
    if (mode.equals(FileMode.SYMLINK)) {
      return new FileContent.SymbolicLink();
    }
    if (mode.equals(FileMode.GITLINK)) {
      return new FileContent.Submodule();
    }
    return blob(walk.getObjectId(side));
  }

  private FileContent blob(ObjectId id) throws IOException {
    try (ObjectReader reader = repository.newObjectReader()) {
      long size = reader.getObjectSize(id, Constants.OBJ_BLOB);
      return size > maxFileBytes
          ? new FileContent.Oversized(size)
          : FileContent.of(reader.open(id, Constants.OBJ_BLOB).getBytes());
    }
  }
}
