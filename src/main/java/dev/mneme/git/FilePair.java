package dev.mneme.git;

import dev.mneme.history.FileChange.Status;
import java.util.Objects;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A file before and after, as a comparison of two trees gives it.
 *
 * @param before null if there was none
 * @param after null if there is none
 * @param similarity how much of the content is the same, in per cent; of a rename only
 */
record FilePair(@Nullable Side before, @Nullable Side after, int similarity) {

  /** A file in one of the trees. */
  record Side(String path, FileMode mode, ObjectId id) {}

  /** A copy is an added file: where it was copied from has not changed. */
  static FilePair of(DiffEntry entry) {
    Side before = new Side(entry.getOldPath(), entry.getOldMode(), entry.getOldId().toObjectId());
    Side after = new Side(entry.getNewPath(), entry.getNewMode(), entry.getNewId().toObjectId());
    return switch (entry.getChangeType()) {
      case ADD, COPY -> new FilePair(null, after, 0);
      case DELETE -> new FilePair(before, null, 0);
      case MODIFY, RENAME -> new FilePair(before, after, entry.getScore());
    };
  }

  Status status() {
    if (before == null) {
      return Status.ADDED;
    }
    if (after == null) {
      return Status.DELETED;
    }
    return before.path().equals(after.path()) ? Status.MODIFIED : Status.RENAMED;
  }

  /** Where the file is, or was if it is gone. */
  String path() {
    return after == null ? Objects.requireNonNull(before).path() : after.path();
  }

  /** Where it was, if it is somewhere else now. */
  @Nullable String oldPath() {
    return before != null && status() == Status.RENAMED ? before.path() : null;
  }

  /** Whether it is, or was, at a path or in a folder of that name. */
  boolean isAt(String path) {
    return (before != null && isIn(path, before.path()))
        || (after != null && isIn(path, after.path()));
  }

  private static boolean isIn(String folder, String path) {
    return path.equals(folder) || path.startsWith(folder + "/");
  }

  /** Whether the bytes are the same: another name or another mode is all. */
  boolean hasSameContent() {
    return before != null && after != null && before.id().equals(after.id());
  }
}
