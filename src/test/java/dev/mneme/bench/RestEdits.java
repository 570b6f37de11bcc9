package dev.mneme.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Edits of a block by PATCH. */
final class RestEdits {
  private RestEdits() {}

  /** Gives a block of an agent another text. */
  static void edit(Wire wire, String agent, int block) throws IOException {
    String label = "system/" + Texts.name(block);
    String path = "/v1/agents/%s/core-memory/blocks/%s".formatted(agent, label.replace("/", "%2F"));
    String value = Texts.value(block, Texts.next()).replace("\n", "\\n");
    byte[] body = "{\"value\":\"%s\"}".formatted(value).getBytes(StandardCharsets.UTF_8);
    wire.send("PATCH", path, body, "Content-Type: application/json");
  }
}
