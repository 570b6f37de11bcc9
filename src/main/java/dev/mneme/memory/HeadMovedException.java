package dev.mneme.memory;

/** The memory is not at the commit any more that a caller wants to build on (409). */
public final class HeadMovedException extends MemoryException {
  private static final long serialVersionUID = 1L;
  private final String current;

  HeadMovedException(String expected, String current) {
    super(
        "The memory is at %s and not at %s any more: look at what has been written, and try again"
            .formatted(current, expected),
        null);
    this.current = current;
  }

  /** The commit that the memory is at, in hex. */
  public String current() {
    return current;
  }
}
