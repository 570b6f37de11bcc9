package dev.mneme.memory;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted.
 *
 * <p>Cursors are exclusive and relative to the order of the list: {@code after} begins behind that
 * element, {@code before} gives the first ones of what lies in front of it. A cursor that names
 * nothing (unknown, or of another type) is ignored.
 *
 * @param before an id (of tags: a tag), or null
 * @param after an id (of tags: a tag), or null
 * @param limit how many at most; at least 1, cut to {@link #MAX_LIMIT}
 */
public record Page(@Nullable String before, @Nullable String after, int limit, Order order) {
  /** The most elements that one list gives. */
  public static final int MAX_LIMIT = 10_000;

  public Page {
    if (limit < 1) {
      throw new InvalidException("limit must be at least 1, but is %d".formatted(limit));
    }
    limit = Math.min(limit, MAX_LIMIT);
  }

  /** The first elements in an order. */
  public static Page first(int limit, Order order) {
    return new Page(null, null, limit, order);
  }

  /** The same part, behind this element. */
  public Page withAfter(String cursor) {
    return new Page(before, cursor, limit, order);
  }

  /** The same part, in front of this element. */
  public Page withBefore(String cursor) {
    return new Page(cursor, after, limit, order);
  }
}
