package dev.mneme.block;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes values as YAML on a single line, in quotes only where the core schema needs them. */
final class YamlWriter {
  /** Behind one of these a scalar could not be taken for text. */
  private static final String INDICATORS = ",[]{}#&*!|>'\"%@`";

  private static final String FLOW_INDICATORS = ",[]{}";

  /** A key of more characters must be announced by a question mark; a little is left for quotes. */
  private static final int MAX_SIMPLE_KEY = 1_000;

  private YamlWriter() {}

  /** A text as the value of a key on a line of its own. */
  static String text(String text) {
    return isPlain(text) ? text : quoted(text);
  }

  /** A text as the value of a key inside braces, or as such a key. */
  static String flowText(String text) {
    boolean plain = isPlain(text) && text.chars().noneMatch(YamlWriter::isUnsureInFlow);
    return plain ? text : quoted(text);
  }

  /** A JSON value, collections in braces and brackets. */
  static String flow(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> flowText(text);
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(member -> key((String) member.getKey()) + flow(member.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case List<?> list ->
          list.stream().map(YamlWriter::flow).collect(Collectors.joining(", ", "[", "]"));
      default -> value.toString();
    };
  }

  private static String key(String name) {
    String text = flowText(name);
    return text.length() <= MAX_SIMPLE_KEY ? text + ": " : "? " + text + " : ";
  }

  /** A colon or a question mark would do in most places, and readers disagree on the others. */
  private static boolean isUnsureInFlow(int c) {
    return FLOW_INDICATORS.indexOf(c) >= 0 || c == ':' || c == '?' || c == '#';
  }

  /** Whether readers take these characters, without quotes, for this very text. */
  private static boolean isPlain(String text) {
    return !text.isEmpty()
        && startsPlain(text)
        && !isWhite(text.charAt(text.length() - 1))
        && text.codePoints().allMatch(YamlWriter::isPrintable)
        && !hasSeparator(text)
        && CoreSchema.isText(text);
  }

  private static boolean startsPlain(String text) {
    char first = text.charAt(0);
    if (first == '-' || first == '?' || first == ':') {
      return text.length() > 1 && !isWhite(text.charAt(1));
    }
    return !isWhite(first) && INDICATORS.indexOf(first) < 0;
  }

  /** A colon before white space ends a key, a hash behind white space begins a comment. */
  private static boolean hasSeparator(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean key = c == ':' && (i + 1 == text.length() || isWhite(text.charAt(i + 1)));
      boolean comment = c == '#' && i > 0 && isWhite(text.charAt(i - 1));
      if (key || comment) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWhite(char c) {
    return c == ' ' || c == '\t';
  }

  /** Shown as they are; what YAML forbids, breaks lines or is not seen gets an escape. */
  private static boolean isPrintable(int c) {
    return c == '\t'
        || (c >= 0x20 && c < 0x7f)
        || (c >= 0xa0 && c < 0xd800 && c != 0x2028 && c != 0x2029)
        || (c >= 0xe000 && c < 0xfffe && c != 0xfeff)
        || c >= 0x10000;
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> escape(quoted, c));
    return quoted.append('"').toString();
  }

  private static void escape(StringBuilder quoted, int c) {
    switch (c) {
      case '"', '\\' -> quoted.append('\\').append((char) c);
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      default -> appendOrEscape(quoted, c);
    }
  }

  private static void appendOrEscape(StringBuilder quoted, int c) {
    if (isPrintable(c)) {
      quoted.appendCodePoint(c);
    } else {
      quoted.append("\\u").append(HexFormat.of().toHexDigits((char) c));
    }
  }
}
