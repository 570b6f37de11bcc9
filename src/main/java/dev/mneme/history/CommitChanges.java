package dev.mneme.history;

import java.util.List;

/**
 * A commit with what it changed.
 *
 * @param files against its first parent; against nothing, of the first commit
 */
public record CommitChanges(Commit commit, List<FileChange> files) {
  public CommitChanges {
    files = List.copyOf(files);
  }

  /** Lines that were added to all files. */
  public int additions() {
    return files.stream().mapToInt(FileChange::additions).sum();
  }

  /** Lines that were taken out of all files. */
  public int deletions() {
    return files.stream().mapToInt(FileChange::deletions).sum();
  }
}
