package dev.mneme.history;

import org.jspecify.annotations.Nullable;

/**
 * What became of one file.
 *
 * @param path where it is, or was if it is deleted
 * @param oldPath where it was if it is renamed, else null
 * @param additions lines; 0 if either side is not text
 * @param deletions lines; 0 if either side is not text
 */
public record FileChange(
    String path, @Nullable String oldPath, Status status, int additions, int deletions) {

  /** In which way a file changed. */
  public enum Status {
    /** It was not there. */
    ADDED,
    /** Its content or its mode is another. */
    MODIFIED,
    /** It is not there any more. */
    DELETED,
    /** It was under another path, with at least half of its content. */
    RENAMED
  }
}
