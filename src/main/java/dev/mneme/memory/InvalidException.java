package dev.mneme.memory;

/** A value breaks a rule about its form (422). */
public final class InvalidException extends MemoryException {
  private static final long serialVersionUID = 1L;

  /**
   * Says so in the words the caller will read.
   *
   * @param message names the thing, the rule and the remedy
   */
  public InvalidException(String message) {
    super(message, null);
  }
}
