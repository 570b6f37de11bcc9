package dev.mneme.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A clone as git 2.39 does it in protocol v0, without the client's own work. */
final class Clones {
  private static final String CAPABILITIES =
      " multi_ack_detailed no-done side-band-64k thin-pack ofs-delta agent=git/2.39.5";

  private Clones() {}

  /** The refs alone. */
  static Race.Step refs(Wire wire, String path) {
    return () -> head(wire, path);
  }

  /** The refs, then a pack of everything that {@code main} leads to, read to its end. */
  static Race.Step all(Wire wire, String path) {
    return () -> {
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.writeBytes(Lines.line("want " + head(wire, path) + CAPABILITIES + "\n"));
      request.writeBytes(Lines.FLUSH);
      request.writeBytes(Lines.line("done\n"));
      byte[] answer =
          wire.send(
              "POST",
              path + "/git-upload-pack",
              request.toByteArray(),
              "Content-Type: application/x-git-upload-pack-request");
      if (answer.length < 1000
          || !new String(answer, 0, 8, StandardCharsets.US_ASCII).equals("0008NAK\n")) {
        throw new IOException("no pack came: " + new String(answer, StandardCharsets.ISO_8859_1));
      }
    };
  }

  private static String head(Wire wire, String path) throws IOException {
    byte[] refs = wire.get(path + "/info/refs?service=git-upload-pack");
    String text = new String(refs, StandardCharsets.UTF_8);
    int at = text.indexOf(" refs/heads/main\n");
    if (at < 40) {
      throw new IOException("no main: " + text);
    }
    return text.substring(at - 40, at);
  }
}
