package dev.mneme.git.storage;

/**
 * An object of a log is damaged, or one is missing. The repository stops here, loudly: serving what
 * is left would hide the loss. Other repositories are not concerned.
 */
public final class CorruptLogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CorruptLogException(String message) {
    super(message);
  }

  CorruptLogException(String message, Throwable cause) {
    super(message, cause);
  }
}
