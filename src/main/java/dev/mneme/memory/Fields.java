package dev.mneme.memory;

import dev.mneme.block.JsonMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the fields that we only keep are merged. */
final class Fields {
  private Fields() {}

  static JsonMap withoutNulls(JsonMap fields) {
    return merge(JsonMap.EMPTY, fields);
  }

  /** {@code old} with the members of {@code changes} that are not null put over it. */
  static JsonMap merge(JsonMap old, JsonMap changes) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(old.values());
    changes.values().forEach((name, value) -> put(merged, name, value));
    return new JsonMap(merged);
  }

  private static void put(Map<String, @Nullable Object> into, String name, @Nullable Object value) {
    if (value != null) {
      into.put(name, value);
    }
  }
}
