package dev.mneme.block;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON object that we keep for a client without looking inside: the metadata of a
 * block, the settings of an agent.
 *
 * <p>Two are equal if they hold the same members, in whatever order. Whole numbers are {@link Long}
 * or {@link BigInteger}, others {@link Double} or {@link BigDecimal}, so that what came as YAML
 * equals what came as JSON.
 *
 * @param values null, {@link Boolean}, {@link String}, a number, an unmodifiable {@link List} or
 *     {@link Map} of these
 */
public record JsonMap(Map<String, @Nullable Object> values) {
  /** The empty object. */
  public static final JsonMap EMPTY = new JsonMap(Map.of());

  public JsonMap {
    values = copy(values);
  }

  /** The value of a member, or null if it is absent or null. */
  public @Nullable Object get(String name) {
    return values.get(name);
  }

  /** Whether there is no member. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  private static Map<String, @Nullable Object> copy(Map<?, ?> from) {
    Map<String, @Nullable Object> to = new LinkedHashMap<>();
    from.forEach((name, value) -> to.put((String) name, normal(value)));
    return Collections.unmodifiableMap(to);
  }

  private static @Nullable Object normal(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Boolean b -> b;
      case String s -> s;
      case Byte n -> n.longValue();
      case Short n -> n.longValue();
      case Integer n -> n.longValue();
      case Long n -> n;
      case BigInteger n -> n.bitLength() < Long.SIZE ? (Object) n.longValueExact() : n;
      case Float n -> n.doubleValue();
      case Double n -> n;
      case BigDecimal n -> n;
      case Map<?, ?> map -> copy(map);
      case List<?> list -> copy(list);
      default -> throw new IllegalArgumentException("not a JSON value: " + value.getClass());
    };
  }

  private static List<@Nullable Object> copy(List<?> from) {
    List<@Nullable Object> to = new ArrayList<>(from.size());
    from.forEach(value -> to.add(normal(value)));
    return Collections.unmodifiableList(to);
  }
}
