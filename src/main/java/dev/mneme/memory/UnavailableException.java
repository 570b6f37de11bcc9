package dev.mneme.memory;

import java.time.Duration;

/** The database or the object store gave no answer; nothing wrong was served (503). */
public final class UnavailableException extends MemoryException {
  private static final long serialVersionUID = 1L;
  private final Duration retryAfter;

  /** Says what is unavailable, and when to try again. */
  public UnavailableException(String message, Duration retryAfter, Throwable cause) {
    super(message, cause);
    this.retryAfter = retryAfter;
  }

  /** The same where nothing failed and it only takes too long. */
  public UnavailableException(String message, Duration retryAfter) {
    super(message, null);
    this.retryAfter = retryAfter;
  }

  /** When to try again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
