package dev.mneme.git;

import dev.mneme.history.FileEntry;
import org.jspecify.annotations.Nullable;

/**
 * What a file is to be.
 *
 * @param content the id of what it is to hold
 * @param bytes what it is to hold; null if the repository has that already
 * @param executable null if that stays as it is; a new file then is not
 */
@SuppressWarnings("ArrayRecordComponent")
public record NewFile(GitId content, byte @Nullable [] bytes, @Nullable Boolean executable) {

  /** A file that holds this. */
  public static NewFile of(byte[] bytes) {
    return new NewFile(GitId.ofFile(bytes), bytes, null);
  }

  /** A file as the repository has it already, at some path of some commit. */
  public static NewFile of(FileEntry file) {
    return new NewFile(new GitId(file.blobId()), null, file.executable());
  }
}
