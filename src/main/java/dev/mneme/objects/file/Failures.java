package dev.mneme.objects.file;

import dev.mneme.objects.StoreUnavailableException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says in a sentence what the file system refused. */
final class Failures {
  private Failures() {}

  /**
   * @param what that could not be done, for example {@code read}
   */
  static StoreUnavailableException unavailable(String what, Path path, IOException cause) {
    return new StoreUnavailableException(
        "cannot %s %s: %s".formatted(what, path, reason(cause)), cause);
  }

  /** The file system's own words where it has some. */
  static String reason(IOException cause) {
    return switch (cause) {
      case AccessDeniedException e ->
          "permission denied; the store must belong to the user that runs the server";
      case ClosedByInterruptException e -> "interrupted";
      case FileSystemException e -> said(e.getReason(), e);
      default -> said(cause.getMessage(), cause);
    };
  }

  private static String said(@Nullable String words, IOException cause) {
    return words == null ? cause.toString() : words;
  }
}
