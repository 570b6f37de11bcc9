package dev.mneme.database;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The tags of all agents and blocks, each once. */
public final class TagTable {
  private static final String ALL =
      "SELECT tag FROM (SELECT tag FROM agent_tags UNION SELECT tag FROM block_tags) t";

  private final Handle handle;

  TagTable(Handle handle) {
    this.handle = handle;
  }

  /**
   * Tags in the order of their code points.
   *
   * @param contains a part of the tag in any case, or null
   * @param before only smaller ones, or null
   * @param after only larger ones, or null
   */
  public List<String> list(
      @Nullable String contains,
      @Nullable String before,
      @Nullable String after,
      boolean descending,
      int limit) {
    var conditions = new Conditions();
    if (contains != null) {
      conditions.add("contains_ignoring_case(tag, ?) = 1", contains);
    }
    new Cursor("tag", descending).apply(conditions, before, after);
    String order = descending ? " ORDER BY tag DESC LIMIT " : " ORDER BY tag LIMIT ";
    return conditions
        .bindTo(handle.createQuery(ALL + conditions.where() + order + limit))
        .mapTo(String.class)
        .list();
  }
}
