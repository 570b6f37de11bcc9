package dev.mneme.database;

import org.jspecify.annotations.Nullable;

/**
 * How a list that is ordered by one unique expression is cut.
 *
 * @param key what it is ordered by
 */
record Cursor(String key, boolean descending) {

  void apply(Conditions conditions, @Nullable String before, @Nullable String after) {
    if (before != null) {
      conditions.add(key + (descending ? " > ?" : " < ?"), before);
    }
    if (after != null) {
      conditions.add(key + (descending ? " < ?" : " > ?"), after);
    }
  }
}
