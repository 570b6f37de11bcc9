package dev.mneme.block;

import org.jspecify.annotations.Nullable;

/** Turns positions counted in code points, as the YAML library has them, into indexes of chars. */
final class CharIndex {
  private final int @Nullable [] indexes;

  CharIndex(String text) {
    int codePoints = Utf8.characters(text);
    this.indexes = codePoints == text.length() ? null : indexes(text, codePoints);
  }

  int of(int codePoint) {
    return indexes == null ? codePoint : indexes[codePoint];
  }

  private static int[] indexes(String text, int codePoints) {
    int[] indexes = new int[codePoints + 1];
    for (int i = 0, index = 0; i < codePoints; i++) {
      index += Character.charCount(text.codePointAt(index));
      indexes[i + 1] = index;
    }
    return indexes;
  }
}
