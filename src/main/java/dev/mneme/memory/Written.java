package dev.mneme.memory;

import dev.mneme.git.GitId;
import dev.mneme.history.CommitChanges;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a write of files came to.
 *
 * @param commit that the memory is at; the one before the write if nothing had to be changed
 * @param blobId the id of the content of the one file that was put, in hex; else null
 * @param warnings findings that did not stop it
 */
public record Written(CommitChanges commit, @Nullable String blobId, List<String> warnings) {
  public Written {
    warnings = List.copyOf(warnings);
  }

  /** The same, of one file that was put. */
  Written ofFile(GitId content) {
    return new Written(commit, content.hex(), warnings);
  }
}
