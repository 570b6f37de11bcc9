package dev.mneme.git;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Writes a tar file in the POSIX format. A path that is long or not ASCII stands in a record of its
 * own in front of the file.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">pax</a>
 */
final class Tar {
  private static final int BLOCK_BYTES = 512;
  private static final int NAME_BYTES = 100;
  private static final long MOST_SECONDS = 077777777777L;
  private static final char FILE = '0';
  private static final char ATTRIBUTES = 'x';
  private final OutputStream out;
  private final Instant time;

  /**
   * @param time of every file
   */
  Tar(OutputStream out, Instant time) {
    this.out = out;
    this.time = time;
  }

  void write(String path, byte[] content, boolean executable) throws IOException {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    if (name.length > NAME_BYTES || name.length != path.length()) {
      entry("path", attribute(path), ATTRIBUTES, 0644);
      name = Arrays.copyOf(name, Math.min(name.length, NAME_BYTES));
    }
    entry(new String(name, StandardCharsets.ISO_8859_1), content, FILE, executable ? 0755 : 0644);
  }

  /** Two empty blocks. */
  void end() throws IOException {
    out.write(new byte[2 * BLOCK_BYTES]);
  }

  /** {@code <length> path=<path>}, where the length counts its own digits too. */
  private static byte[] attribute(String path) {
    String rest = " path=" + path + "\n";
    int bytes = rest.getBytes(StandardCharsets.UTF_8).length;
    int length = bytes + String.valueOf(bytes).length();
    length = bytes + String.valueOf(length).length();
    return (length + rest).getBytes(StandardCharsets.UTF_8);
  }

  private void entry(String name, byte[] content, char type, int mode) throws IOException {
    out.write(header(name, content.length, type, mode));
    out.write(content);
    out.write(new byte[(BLOCK_BYTES - content.length % BLOCK_BYTES) % BLOCK_BYTES]);
  }

  private byte[] header(String name, int sizeBytes, char type, int mode) {
    byte[] header = new byte[BLOCK_BYTES];
    put(header, 0, name);
    put(header, 100, "%07o".formatted(mode));
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, "%011o".formatted(sizeBytes));
    put(header, 136, "%011o".formatted(Math.clamp(time.getEpochSecond(), 0, MOST_SECONDS)));
    put(header, 148, "        ");
    put(header, 156, String.valueOf(type));
    put(header, 257, "ustar\u000000");
    put(header, 148, "%06o\u0000 ".formatted(sum(header)));
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private static int sum(byte[] header) {
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    return sum;
  }
}
