package dev.mneme.block;

import java.util.Comparator;

/**
 * The order of strings in every list we give: by code point, as SQL's binary collations and Python
 * do.
 *
 * <p>{@link String#compareTo} orders by UTF-16 unit, which puts supplementary characters before
 * U+E000.
 */
public final class CodePointOrder implements Comparator<String> {
  public static final CodePointOrder INSTANCE = new CodePointOrder();

  private CodePointOrder() {}

  @Override
  public int compare(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    for (int i = 0; i < shorter; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean oneSurrogate = Character.isSurrogate(x) != Character.isSurrogate(y);
        return oneSurrogate ? (Character.isSurrogate(x) ? 1 : -1) : Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
