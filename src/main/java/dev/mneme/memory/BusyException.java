package dev.mneme.memory;

import java.time.Duration;

/** Others change the same memory right now: the same request may succeed soon (409). */
public final class BusyException extends MemoryException {
  private static final long serialVersionUID = 1L;
  private final Duration retryAfter;

  /** Says so in the words the caller will read, and when to try again. */
  public BusyException(String message, Duration retryAfter) {
    super(message, null);
    this.retryAfter = retryAfter;
  }

  /** When to try again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
