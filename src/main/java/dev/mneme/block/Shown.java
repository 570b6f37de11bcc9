package dev.mneme.block;

import java.util.Locale;

/**
 * Text that came from outside, made fit for one line of a message: a path may hold line breaks and
 * escape sequences, and be a megabyte long.
 */
public final class Shown {
  /** Enough for most paths whole; longer ones are wrong anyway. */
  private static final int MAX_CODE_POINTS = 200;

  private Shown() {}

  /** The text, its control characters written out and all but its beginning cut off. */
  public static String of(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(MAX_CODE_POINTS).forEach(c -> append(shown, c));
    return shown.length() < text.length() && text.codePointCount(0, text.length()) > MAX_CODE_POINTS
        ? shown.append('…').toString()
        : shown.toString();
  }

  /** A number with its thousands apart, the same in every locale: {@code 1,204}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static void append(StringBuilder shown, int codePoint) {
    if (isHarmless(codePoint)) {
      shown.appendCodePoint(codePoint);
    } else {
      shown.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
    }
  }

  private static boolean isHarmless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
