package dev.mneme.bench;

import java.nio.charset.StandardCharsets;

/** Git's packet lines. */
final class Lines {
  static final byte[] FLUSH = "0000".getBytes(StandardCharsets.US_ASCII);

  private Lines() {}

  static byte[] line(String text) {
    int length = text.getBytes(StandardCharsets.UTF_8).length + 4;
    return "%04x%s".formatted(length, text).getBytes(StandardCharsets.UTF_8);
  }
}
