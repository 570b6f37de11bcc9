package dev.mneme.memory;

import org.jspecify.annotations.Nullable;

/**
 * Which of the tags of all agents and blocks to list, ordered by code point.
 *
 * @param nameContains a part of the tag, in any case; null does not filter
 * @param page cursors are tags and need not exist
 */
public record TagQuery(@Nullable String nameContains, Page page) {
  /** What Letta's API lists when nothing is said. */
  public static final TagQuery DEFAULT = new TagQuery(null, Page.first(50, Order.ASC));
}
