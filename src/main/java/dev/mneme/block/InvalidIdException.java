package dev.mneme.block;

/** A text that was given as an id is not one. */
public final class InvalidIdException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final String prefix;

  InvalidIdException(String prefix, String text) {
    super("'%s' is not of the form %s{uuid4}".formatted(text, prefix));
    this.prefix = prefix;
  }

  /** What the id should have begun with, with the dash: {@code block-}. */
  public String prefix() {
    return prefix;
  }
}
