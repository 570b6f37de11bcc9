package dev.mneme.memory;

/** The thing is there, but this may not be done to it (403). */
public final class ForbiddenException extends MemoryException {
  private static final long serialVersionUID = 1L;

  /** Says so in the words the caller will read. */
  public ForbiddenException(String message) {
    super(message, null);
  }
}
