package dev.mneme.block;

import java.util.regex.Pattern;

/**
 * The form that all ids of Letta's API share: a word that says what it is the id of, and a version
 * 4 uuid.
 */
public final class Uuid4 {
  private static final Pattern SYNTAX =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  private Uuid4() {}

  /**
   * Whether a text is {@code prefix} and a lower-case version 4 uuid.
   *
   * @param prefix with its dash, for example {@code block-}
   */
  public static boolean matches(String prefix, String text) {
    return text.startsWith(prefix) && SYNTAX.matcher(text.substring(prefix.length())).matches();
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
