package dev.mneme.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A path as it was sent. It is taken apart before it is decoded, so that {@code %2F} stays inside
 * its segment; empty segments are left out, so that a slash too many does no harm anywhere.
 */
record RawPath(List<String> segments) {
  RawPath {
    segments = List.copyOf(segments);
  }

  static RawPath of(String path) {
    return new RawPath(Arrays.stream(path.split("/")).filter(s -> !s.isEmpty()).toList());
  }

  /** The segments from {@code from} on, each decoded, joined by slashes. */
  String rest(int from) {
    return decode(String.join("/", segments.subList(from, segments.size())));
  }

  /**
   * Decodes percent escapes as UTF-8. What is no escape stays as it is, what is no UTF-8 becomes
   * U+FFFD, as in upstream's framework; NUL is left out, as in JSON.
   */
  static String decode(String raw) {
    if (raw.indexOf('%') < 0) {
      return raw;
    }
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int escaped = bytes[i] == '%' ? escape(bytes, i) : -1;
      out.write(escaped < 0 ? bytes[i] : escaped);
      i += escaped < 0 ? 0 : 2;
    }
    return out.toString(StandardCharsets.UTF_8).replace("\0", "");
  }

  private static int escape(byte[] bytes, int at) {
    if (at + 2 >= bytes.length) {
      return -1;
    }
    int high = Character.digit(bytes[at + 1], 16);
    int low = Character.digit(bytes[at + 2], 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
