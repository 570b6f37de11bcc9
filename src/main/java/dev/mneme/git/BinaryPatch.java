package dev.mneme.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;

/**
 * Git's patch of a binary file: both contents, deflated, in lines of base 85.
 *
 * <p>Each line begins with how many bytes it holds (A to Z for 1 to 26, a to z for 27 to 52); five
 * digits stand for four bytes, the last ones filled up with zeros.
 */
final class BinaryPatch {
  private static final int BYTES_A_LINE = 52;
  private static final byte[] DIGITS =
      ("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" + "!#$%&()*+-;<=>?@^_`{|}~")
          .getBytes(StandardCharsets.US_ASCII);

  private BinaryPatch() {}

  static void write(byte[] before, byte[] after, OutputStream out) throws IOException {
    text("GIT binary patch\n", out);
    literal(after, out);
    literal(before, out);
  }

  private static void literal(byte[] content, OutputStream out) throws IOException {
    text("literal " + content.length + "\n", out);
    byte[] deflated = deflated(content);
    for (int from = 0; from < deflated.length; from += BYTES_A_LINE) {
      line(deflated, from, Math.min(BYTES_A_LINE, deflated.length - from), out);
    }
    text("\n", out);
  }

  private static void line(byte[] bytes, int from, int length, OutputStream out)
      throws IOException {
    out.write(length <= 26 ? 'A' + length - 1 : 'a' + length - 27);
    for (int i = 0; i < length; i += 4) {
      word(bytes, from + i, from + length, out);
    }
    out.write('\n');
  }

  private static void word(byte[] bytes, int from, int end, OutputStream out) throws IOException {
    long word = 0;
    for (int i = 0; i < 4; i++) {
      word = word << 8 | (from + i < end ? bytes[from + i] & 0xff : 0);
    }
    byte[] digits = new byte[5];
    for (int i = 4; i >= 0; i--) {
      digits[i] = DIGITS[(int) (word % DIGITS.length)];
      word /= DIGITS.length;
    }
    out.write(digits);
  }

  private static byte[] deflated(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
      deflater.write(content);
    }
    return bytes.toByteArray();
  }

  private static void text(String text, OutputStream out) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
