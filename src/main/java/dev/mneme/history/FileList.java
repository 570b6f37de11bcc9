package dev.mneme.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a memory.
 *
 * @param commit that they are of, in hex, or null if there was none yet
 */
public record FileList(@Nullable String commit, List<FileView> files) {
  public FileList {
    files = List.copyOf(files);
  }
}
