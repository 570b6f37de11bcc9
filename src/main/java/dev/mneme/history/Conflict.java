package dev.mneme.history;

import java.util.Optional;

/**
 * A file that cannot be brought back to what it was, because of what has been written since.
 *
 * @param path where the file is now, or where it would be
 * @param base what was there after the commit that is to be undone
 * @param ours what is there now
 * @param theirs what was there before that commit
 */
public record Conflict(
    String path, Optional<Version> base, Optional<Version> ours, Optional<Version> theirs) {

  /**
   * A content of the file; there is none where the file was not there.
   *
   * @param blobId its id in hex
   * @param text what it says; empty if it is not text, or too long
   */
  public record Version(String blobId, Optional<String> text) {}
}
