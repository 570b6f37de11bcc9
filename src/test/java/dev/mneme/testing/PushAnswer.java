package dev.mneme.testing;

import java.nio.charset.StandardCharsets;

/**
 * What a push without git was answered.
 *
 * @param status of HTTP
 * @param said what git would show its user as {@code remote: …}, or the sentence of an error
 * @param report git's own report on the pack and on each ref
 */
public record PushAnswer(int status, String said, String report) {
  private static final int OK = 200;

  static PushAnswer of(Answer answer) {
    return answer.status() == OK
        ? new PushAnswer(
            OK, channel(answer.bytes(), 2) + channel(answer.bytes(), 3), report(answer))
        : new PushAnswer(answer.status(), answer.text(), "");
  }

  private static String report(Answer answer) {
    StringBuilder lines = new StringBuilder();
    byte[] data = channel(answer.bytes(), 1).getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < data.length; ) {
      int length = Math.max(4, length(data, at));
      lines.append(new String(data, at + 4, length - 4, StandardCharsets.UTF_8));
      at += length;
    }
    return lines.toString();
  }

  private static String channel(byte[] bytes, int channel) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < bytes.length; ) {
      int length = Math.max(4, length(bytes, at));
      if (length > 4 && bytes[at + 4] == channel) {
        text.append(new String(bytes, at + 5, length - 5, StandardCharsets.UTF_8));
      }
      at += length;
    }
    return text.toString();
  }

  private static int length(byte[] bytes, int at) {
    return Integer.parseInt(new String(bytes, at, 4, StandardCharsets.US_ASCII), 16);
  }

  /** Whether anything of it was refused. */
  public boolean isRefused() {
    return status != OK || !report.startsWith("unpack ok\n") || report.contains("ng ");
  }

  /** Everything that the pusher could read. */
  public String text() {
    return said + report;
  }
}
