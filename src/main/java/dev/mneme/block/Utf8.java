package dev.mneme.block;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Strict UTF-8: what Java's own conversions would replace silently is an outcome here. */
final class Utf8 {
  private Utf8() {}

  /** The text, or empty if these bytes are not UTF-8. */
  static Optional<String> decode(byte[] bytes) {
    try {
      ByteBuffer input = ByteBuffer.wrap(bytes);
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(input).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Where the first surrogate without its partner stands, or -1: such a text has no UTF-8. */
  static int indexOfLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!isPairAt(text, i)) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  /** How many bytes this text has; a lone surrogate counts as three. */
  static long sizeBytes(String text) {
    long size = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      size += c < 0x80 ? 1 : c < 0x800 ? 2 : isPairAt(text, i) ? 1 : 3;
    }
    return size;
  }

  /** How many code points this text has: what every count of characters means here. */
  static int characters(String text) {
    return text.codePointCount(0, text.length());
  }

  private static boolean isPairAt(String text, int index) {
    return Character.isHighSurrogate(text.charAt(index))
        && index + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(index + 1));
  }
}
