package dev.mneme.database;

import dev.mneme.block.JsonMap;
import dev.mneme.block.Tags;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as rows hold it. What is read equals what was written. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};
  private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};
  private static final String NOTHING = "{}";
  private static final String NONE = "[]";

  private Json() {}

  static String write(JsonMap map) {
    return map.isEmpty() ? NOTHING : MAPPER.writeValueAsString(map.values());
  }

  static String write(Tags tags) {
    return tags.values().isEmpty() ? NONE : MAPPER.writeValueAsString(tags.values());
  }

  static JsonMap readMap(String json) {
    if (json.equals(NOTHING)) {
      return JsonMap.EMPTY;
    }
    Map<String, @Nullable Object> map = MAPPER.readValue(json, OBJECT);
    map.replaceAll((name, value) -> exact(value));
    return new JsonMap(map);
  }

  static Tags readTags(String json) {
    return json.equals(NONE) ? Tags.NONE : Tags.of(MAPPER.readValue(json, STRINGS));
  }

  /** Fractions become doubles again, except where that would change them. */
  private static @Nullable Object exact(@Nullable Object value) {
    return switch (value) {
      case BigDecimal fraction -> exact(fraction);
      case Map<?, ?> map -> {
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((name, member) -> copy.put(name, exact(member)));
        yield copy;
      }
      case List<?> list -> list.stream().<@Nullable Object>map(Json::exact).toList();
      case null, default -> value;
    };
  }

  private static Number exact(BigDecimal fraction) {
    double nearest = fraction.doubleValue();
    boolean same =
        Double.isFinite(nearest)
            && new BigDecimal(Double.toString(nearest)).compareTo(fraction) == 0;
    return same ? (Number) nearest : fraction;
  }
}
