package dev.mneme.memory;

/** The request contradicts what is stored: a duplicate, or a concurrent change (409). */
public final class ConflictException extends MemoryException {
  private static final long serialVersionUID = 1L;

  /** Says so in the words the caller will read. */
  public ConflictException(String message) {
    super(message, null);
  }

  /**
   * What must be unique would not be.
   *
   * @param model the name Letta's API gives to what is stored, for example {@code BlocksAgents}
   * @param duplicate what is there twice
   */
  static ConflictException duplicate(String model, String duplicate) {
    return new ConflictException(
        "A unique constraint was violated for %s. Check your input for duplicates: %s"
            .formatted(model, duplicate));
  }
}
