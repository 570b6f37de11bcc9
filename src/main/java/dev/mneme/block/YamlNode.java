package dev.mneme.block;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of a YAML document and where its text stands; an alias has been replaced by what it stands
 * for, at the alias' own place.
 */
sealed interface YamlNode {
  Span span();

  /** The same node at another place. */
  YamlNode at(Span place);

  /**
   * A scalar.
   *
   * @param source its text, without quotes and escapes
   * @param value what the core schema makes of it: null, Boolean, Long, BigInteger, Double,
   *     BigDecimal or String
   */
  record Scalar(Span span, String source, @Nullable Object value) implements YamlNode {
    @Override
    public Scalar at(Span place) {
      return new Scalar(place, source, value);
    }
  }

  /** A sequence. */
  record Sequence(Span span, List<YamlNode> items) implements YamlNode {
    @Override
    public Sequence at(Span place) {
      return new Sequence(place, items);
    }
  }

  /**
   * A mapping.
   *
   * @param flow whether it is written in braces
   */
  record Mapping(Span span, boolean flow, List<Entry> entries) implements YamlNode {
    @Override
    public Mapping at(Span place) {
      return new Mapping(place, flow, entries);
    }
  }

  /** A key of a mapping with its value. */
  record Entry(YamlNode key, YamlNode value) {
    /** The text of the key, or null if it is not a scalar. */
    @Nullable String name() {
      return key instanceof Scalar scalar ? scalar.source() : null;
    }
  }

  /**
   * A place in the text.
   *
   * @param start index of the first char
   * @param end index behind the last char, which may be white space
   * @param line of the start, the first is 0
   * @param column of the start in code points, the first is 0
   */
  record Span(int start, int end, int line, int column) {}
}
