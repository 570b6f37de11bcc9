package dev.mneme.block;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a YAML document says, apart from how it is written: to compare two of them. */
final class YamlMeaning {
  private YamlMeaning() {}

  /** Keys and values; the map may be changed. */
  static Map<Object, @Nullable Object> ofMapping(YamlNode.Mapping mapping) {
    Map<Object, @Nullable Object> meaning = new LinkedHashMap<>();
    for (YamlNode.Entry entry : mapping.entries()) {
      meaning.put(String.valueOf(of(entry.key())), of(entry.value()));
    }
    return meaning;
  }

  /** The meaning that a JSON value has once it is written. */
  static @Nullable Object ofJson(@Nullable Object value) {
    return switch (value) {
      case BigDecimal number -> number.doubleValue();
      case Integer number -> number.longValue();
      case JsonMap map -> ofJson(map.values());
      case List<?> list -> ofItems(list);
      case Map<?, ?> map -> ofMembers(map);
      case null, default -> value;
    };
  }

  /** The node on a single line, by what it says. */
  static String flow(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar(var span, var source, String text) -> YamlWriter.flowText(text);
      case YamlNode.Scalar(var span, var source, var value) -> source.isEmpty() ? "null" : source;
      case YamlNode.Sequence(var span, var items) ->
          items.stream().map(YamlMeaning::flow).collect(Collectors.joining(", ", "[", "]"));
      case YamlNode.Mapping(var span, var inBraces, var entries) ->
          entries.stream().map(YamlMeaning::flow).collect(Collectors.joining(", ", "{", "}"));
    };
  }

  private static String flow(YamlNode.Entry entry) {
    return "? " + flow(entry.key()) + " : " + flow(entry.value());
  }

  /** The meaning of a node: null, Boolean, a number, String, List or Map. */
  static @Nullable Object of(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar -> ofJson(scalar.value());
      case YamlNode.Mapping mapping -> ofMapping(mapping);
      case YamlNode.Sequence sequence -> {
        List<@Nullable Object> items = new ArrayList<>();
        sequence.items().forEach(item -> items.add(of(item)));
        yield items;
      }
    };
  }

  private static List<@Nullable Object> ofItems(List<?> list) {
    List<@Nullable Object> items = new ArrayList<>();
    list.forEach(item -> items.add(ofJson(item)));
    return items;
  }

  private static Map<Object, @Nullable Object> ofMembers(Map<?, ?> map) {
    Map<Object, @Nullable Object> members = new LinkedHashMap<>();
    map.forEach((name, value) -> members.put(name, ofJson(value)));
    return members;
  }
}
