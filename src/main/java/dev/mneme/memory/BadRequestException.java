package dev.mneme.memory;

/** An argument is wrong in a way that no schema says: do not repeat the request as it is (400). */
public final class BadRequestException extends MemoryException {
  private static final long serialVersionUID = 1L;

  /**
   * Says so in the words the caller will read.
   *
   * @param message names the thing, the rule and the remedy
   */
  public BadRequestException(String message) {
    super(message, null);
  }
}
