package dev.mneme.memory;

import dev.mneme.history.FileEntry;
import org.jspecify.annotations.Nullable;

/**
 * A file of a memory with its content.
 *
 * @param commit that it was read at, in hex
 * @param tokens about how many a model makes of it, or null if it is not text
 */
@SuppressWarnings("ArrayRecordComponent")
public record FileBytes(FileEntry file, String commit, byte[] bytes, @Nullable Integer tokens) {
  /** Whether it is text in UTF-8. */
  public boolean isText() {
    return tokens != null;
  }
}
