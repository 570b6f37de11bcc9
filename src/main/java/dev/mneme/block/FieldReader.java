package dev.mneme.block;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads our keys from frontmatter; a value of another type counts as absent. */
final class FieldReader {
  private FieldReader() {}

  static BlockFields read(YamlNode.Mapping root) {
    YamlNode.Scalar description = null;
    Integer limit = null;
    Boolean readOnly = null;
    JsonMap metadata = null;
    for (YamlNode.Entry entry : root.entries()) {
      switch (entry.name()) {
        case Header.Key.DESCRIPTION ->
            description = entry.value() instanceof YamlNode.Scalar scalar ? scalar : null;
        case Header.Key.LIMIT -> limit = limit(entry.value());
        case Header.Key.READ_ONLY -> readOnly = readOnly(entry.value());
        case Header.Key.METADATA -> metadata = metadata(entry.value());
        case null, default -> {}
      }
    }
    return new BlockFields(
        description != null,
        description == null ? null : description(description),
        limit,
        readOnly,
        metadata);
  }

  /** A scalar that is not text, such as a year, is meant as it was typed. */
  private static @Nullable String description(YamlNode.Scalar scalar) {
    return scalar.value() == null || scalar.source().isEmpty() ? null : scalar.source();
  }

  private static @Nullable Integer limit(YamlNode node) {
    return node instanceof YamlNode.Scalar(var span, var source, Long limit)
            && limit >= 1
            && limit <= Integer.MAX_VALUE
        ? limit.intValue()
        : null;
  }

  private static @Nullable Boolean readOnly(YamlNode node) {
    return node instanceof YamlNode.Scalar(var span, var source, Boolean flag) ? flag : null;
  }

  private static @Nullable JsonMap metadata(YamlNode node) {
    try {
      return node instanceof YamlNode.Mapping mapping ? new JsonMap(json(mapping)) : null;
    } catch (NotJsonException e) {
      return null;
    }
  }

  private static Map<String, @Nullable Object> json(YamlNode.Mapping mapping) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (YamlNode.Entry entry : mapping.entries()) {
      String name = entry.name();
      if (name == null) {
        throw new NotJsonException();
      }
      members.put(name, json(entry.value()));
    }
    return members;
  }

  private static @Nullable Object json(YamlNode node) {
    return switch (node) {
      case YamlNode.Mapping mapping -> json(mapping);
      case YamlNode.Sequence sequence -> json(sequence.items());
      case YamlNode.Scalar scalar -> json(scalar.value());
    };
  }

  private static List<@Nullable Object> json(List<YamlNode> items) {
    List<@Nullable Object> values = new ArrayList<>(items.size());
    items.forEach(item -> values.add(json(item)));
    return values;
  }

  private static @Nullable Object json(@Nullable Object scalar) {
    if (scalar instanceof Double number && !Double.isFinite(number)) {
      throw new NotJsonException();
    }
    return scalar;
  }

  /** A key that is not a scalar, or a number that JSON does not have. */
  private static final class NotJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotJsonException() {
      super(null, null, false, false);
    }
  }
}
