package dev.mneme.git;

import dev.mneme.git.storage.LogRepository;
import dev.mneme.history.FileEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The regular files in the tree of a commit. */
public final class FileTree {
  private final LogRepository repository;
  private final ObjectId commit;

  /** The files of a commit that a state shows. */
  public FileTree(MemoryView view, GitId commit) {
    this.repository = view.repository();
    this.commit = commit.toObjectId();
  }

  /** All files whose paths begin with a prefix, in git's order. */
  public List<FileEntry> list(String prefix) {
    try (RevWalk commits = new RevWalk(repository);
        TreeWalk walk = new TreeWalk(commits.getObjectReader())) {
      walk.addTree(tree(commits));
      walk.setRecursive(true);
      List<FileEntry> files = new ArrayList<>();
      while (walk.next()) {
        if (isFile(walk) && walk.getPathString().startsWith(prefix)) {
          files.add(entry(walk));
        }
      }
      return files;
    } catch (IOException e) {
      throw repository.log().unreadable(e);
    }
  }

  /** The file at a path; a folder is none. */
  public Optional<FileEntry> find(String path) {
    try (RevWalk commits = new RevWalk(repository);
        TreeWalk walk = TreeWalk.forPath(commits.getObjectReader(), path, tree(commits))) {
      return walk == null || !isFile(walk) ? Optional.empty() : Optional.of(entry(walk));
    } catch (IOException e) {
      throw repository.log().unreadable(e);
    }
  }

  private ObjectId tree(RevWalk commits) throws IOException {
    RevCommit parsed = commits.parseCommit(commit);
    return parsed.getTree();
  }

  private static boolean isFile(TreeWalk walk) {
    return (walk.getRawMode(0) & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
  }

  private static FileEntry entry(TreeWalk walk) throws IOException {
    ObjectId id = walk.getObjectId(0);
    long size = walk.getObjectReader().getObjectSize(id, Constants.OBJ_BLOB);
    boolean executable = walk.getFileMode(0).equals(FileMode.EXECUTABLE_FILE);
    return new FileEntry(walk.getPathString(), id.name(), size, executable);
  }
}
