package dev.mneme.block;

import java.util.stream.IntStream;

/**
 * The form that all ids of Letta's API share: a word that says what it is the id of, and a version
 * 4 uuid.
 */
public final class Uuid4 {
  /** By place: {@code x} a hexadecimal digit, {@code v} the variant, all else itself. */
  private static final String FORM = "xxxxxxxx-xxxx-4xxx-vxxx-xxxxxxxxxxxx";

  private Uuid4() {}

  /**
   * Whether a text is {@code prefix} and a lower-case version 4 uuid.
   *
   * @param prefix with its dash, for example {@code block-}
   */
  public static boolean matches(String prefix, String text) {
    int from = prefix.length();
    return text.length() == from + FORM.length()
        && text.startsWith(prefix)
        && IntStream.range(0, FORM.length())
            .allMatch(i -> fits(FORM.charAt(i), text.charAt(from + i)));
  }

  private static boolean fits(char form, char c) {
    return switch (form) {
      case 'x' -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
      case 'v' -> c == '8' || c == '9' || c == 'a' || c == 'b';
      default -> c == form;
    };
  }

  /**
   * Returns {@code text} or throws {@link InvalidIdException} if it is not an id with that prefix.
   */
  public static String require(String prefix, String text) {
    if (!matches(prefix, text)) {
      throw new InvalidIdException(prefix, text);
    }
    return text;
  }
}
