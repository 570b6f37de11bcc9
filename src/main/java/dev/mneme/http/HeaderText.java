package dev.mneme.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Header values as text in UTF-8. HTTP gives them no charset, and the server below hands each byte
 * over as one character.
 */
final class HeaderText {
  private HeaderText() {}

  /** What a caller meant; a value that is no UTF-8 is left as it came. */
  static String received(String latin1) {
    if (latin1.chars().allMatch(c -> c < 0x80) || latin1.chars().anyMatch(c -> c > 0xff)) {
      return latin1;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      return latin1;
    }
  }

  /** What to give to the server below, so that UTF-8 goes out; control characters become spaces. */
  static String sent(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c).forEach(line::appendCodePoint);
    byte[] utf8 = line.toString().getBytes(StandardCharsets.UTF_8);
    return new String(utf8, StandardCharsets.ISO_8859_1);
  }
}
