package dev.mneme.database;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * How a list is ordered and cut: by a key and then by id, in the same direction, with rows as
 * cursors.
 *
 * @param table whose rows are listed, and have a column {@code id}
 * @param key a whole number for every row, never null
 */
record Keyset(String table, String key, boolean descending) {

  /** Keeps what is behind one row and in front of another; ids that no row has are ignored. */
  void cut(Handle handle, Conditions conditions, @Nullable String before, @Nullable String after) {
    if (before != null) {
      keep(handle, conditions, before, descending ? ">" : "<");
    }
    if (after != null) {
      keep(handle, conditions, after, descending ? "<" : ">");
    }
  }

  String orderBy() {
    String direction = descending ? " DESC" : "";
    return " ORDER BY " + key + direction + ", id" + direction;
  }

  private void keep(Handle handle, Conditions conditions, String id, String side) {
    keyOf(handle, id)
        .ifPresent(value -> conditions.add("(" + key + ", id) " + side + " (?, ?)", value, id));
  }

  private Optional<Long> keyOf(Handle handle, String id) {
    return handle
        .createQuery("SELECT " + key + " FROM " + table + " WHERE id = :id")
        .bind("id", id)
        .mapTo(Long.class)
        .findOne();
  }
}
