package dev.mneme.database;

import dev.mneme.block.Tags;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The tags of agents or blocks a second time, one row each, to be searched in. */
record TagIndex(Handle handle, String table, String owner) {

  static TagIndex ofAgents(Handle handle) {
    return new TagIndex(handle, "agent_tags", "agent_id");
  }

  static TagIndex ofBlocks(Handle handle) {
    return new TagIndex(handle, "block_tags", "block_id");
  }

  void add(String id, Tags tags) {
    if (!tags.values().isEmpty()) {
      insertAll(id, tags.values());
    }
  }

  void replace(String id, Tags tags) {
    handle
        .createUpdate("DELETE FROM " + table + " WHERE " + owner + " = :id")
        .bind("id", id)
        .execute();
    add(id, tags);
  }

  /** Keeps the rows of {@code ids} that have one of these tags, or all of them. */
  void require(Conditions conditions, String ids, List<String> tags, boolean all) {
    List<String> distinct = tags.stream().distinct().toList();
    String matching = "FROM " + table + " t WHERE t." + owner + " = " + ids + " AND t.tag IN ";
    if (all) {
      conditions.add(
          "(SELECT COUNT(*) " + matching + conditions.in(distinct) + ") = ?", distinct.size());
    } else {
      conditions.add("EXISTS (SELECT 1 " + matching + conditions.in(distinct) + ")");
    }
  }

  private void insertAll(String id, List<String> tags) {
    try (PreparedBatch batch =
        handle.prepareBatch("INSERT INTO " + table + " (" + owner + ", tag) VALUES (:id, :tag)")) {
      tags.forEach(tag -> batch.bind("id", id).bind("tag", tag).add());
      batch.execute();
    }
  }
}
