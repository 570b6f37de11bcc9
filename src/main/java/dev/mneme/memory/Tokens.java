package dev.mneme.memory;

/**
 * About how many tokens a model makes of a text: a quarter of its characters, rounded up.
 * Tokenizers differ by model; for English prose this is a little too many, for code and other
 * scripts too few.
 */
public final class Tokens {
  private static final int CHARACTERS_A_TOKEN = 4;

  private Tokens() {}

  /** The estimate for a text. */
  public static int estimate(String text) {
    return Math.ceilDiv(text.codePointCount(0, text.length()), CHARACTERS_A_TOKEN);
  }
}
