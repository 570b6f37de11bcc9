package dev.mneme.objects;

/** What every adapter asks of its callers, refused in the same words. */
public final class Arguments {
  private Arguments() {}

  /** Refuses what {@link ObjectStore#getRange} does not take. */
  public static void requireRange(long offset, int length) {
    if (offset < 0 || length < 1) {
      throw new IllegalArgumentException(
          "not a range of an object: offset %d, length %d".formatted(offset, length));
    }
  }

  /** Refuses what {@link ObjectStore#list} does not take. */
  public static void requireLimit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("a page holds at least 1 entry, not " + limit);
    }
  }
}
