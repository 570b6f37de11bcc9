package dev.mneme.history;

import java.util.List;

/**
 * A commit with what it changed, spelled out.
 *
 * @param patches against its first parent; against nothing, of the first commit
 */
public record CommitPatches(Commit commit, List<FilePatch> patches) {
  public CommitPatches {
    patches = List.copyOf(patches);
  }

  /** The same without the patches. */
  public CommitChanges changes() {
    return new CommitChanges(commit, patches.stream().map(FilePatch::change).toList());
  }
}
