package dev.mneme.api;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plain JSON values as Python's {@code repr} shows them, because upstream's validation errors are
 * such texts and clients print them.
 *
 * <p>Long strings and collections are cut, so that an error is never as large as what caused it.
 */
final class PythonLiteral {
  private static final int MOST_CHARS = 200;
  private static final int MOST_ELEMENTS = 20;
  private static final int MOST_LEVELS = 4;

  private PythonLiteral() {}

  static String of(@Nullable Object value) {
    return of(value, 0);
  }

  /** {@code ('body', 'label')}; with one element {@code ('body',)}. */
  static String tuple(List<?> elements) {
    String inside = join(elements, 0);
    return elements.size() == 1 ? "(" + inside + ",)" : "(" + inside + ")";
  }

  private static String of(@Nullable Object value, int level) {
    return switch (value) {
      case null -> "None";
      case Boolean b -> b ? "True" : "False";
      case String s -> text(s);
      case Map<?, ?> map -> level >= MOST_LEVELS ? "{...}" : "{" + members(map, level) + "}";
      case List<?> list -> level >= MOST_LEVELS ? "[...]" : "[" + join(list, level) + "]";
      default -> value.toString();
    };
  }

  private static String members(Map<?, ?> map, int level) {
    String shown =
        map.entrySet().stream()
            .limit(MOST_ELEMENTS)
            .map(e -> of(e.getKey(), level + 1) + ": " + of(e.getValue(), level + 1))
            .collect(Collectors.joining(", "));
    return shown + more(map.size());
  }

  private static String join(List<?> list, int level) {
    String shown =
        list.stream()
            .limit(MOST_ELEMENTS)
            .map(element -> of(element, level + 1))
            .collect(Collectors.joining(", "));
    return shown + more(list.size());
  }

  private static String more(int size) {
    return size > MOST_ELEMENTS ? ", ..." : "";
  }

  private static String text(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder out = new StringBuilder().append(quote);
    text.codePoints().limit(MOST_CHARS).forEach(c -> escape(out, c, quote));
    if (text.codePointCount(0, text.length()) > MOST_CHARS) {
      out.append("...");
    }
    return out.append(quote).toString();
  }

  private static void escape(StringBuilder out, int c, char quote) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\\' -> out.append("\\\\");
      default -> {
        if (c == quote) {
          out.append('\\').append(quote);
        } else if (Character.isISOControl(c)) {
          out.append("\\x%02x".formatted(c));
        } else {
          out.appendCodePoint(c);
        }
      }
    }
  }
}
