package dev.mneme.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A push without git: the lines and bytes that a test says, sent in one request. Immutable. */
public final class RawPush {
  /** What stands for no object. */
  public static final String NOTHING = "0".repeat(40);

  private static final String CAPABILITIES = "report-status side-band-64k push-options agent=raw";
  private final TestAgent agent;
  private final TestClient client;
  private final List<String> commands;
  private final List<String> options;

  private RawPush(TestAgent agent, TestClient client, List<String> commands, List<String> options) {
    this.agent = agent;
    this.client = client;
    this.commands = List.copyOf(commands);
    this.options = List.copyOf(options);
  }

  /** To an agent's repository; moves nothing yet. */
  public static RawPush to(TestAgent agent) {
    return new RawPush(agent, agent.server().client(), List.of(), List.of());
  }

  /** The same with another header. */
  public RawPush with(String header, String value) {
    return new RawPush(agent, client.with(header, value), commands, options);
  }

  /** The same that moves a ref too. */
  public RawPush moving(String ref, String from, String to) {
    List<String> more = new ArrayList<>(commands);
    more.add(from + " " + to + " " + ref);
    return new RawPush(agent, client, more, options);
  }

  /** The same with an option. */
  public RawPush option(String option) {
    List<String> more = new ArrayList<>(options);
    more.add(option);
    return new RawPush(agent, client, commands, more);
  }

  /** Sends the lines and a pack. */
  public PushAnswer send(byte[] pack) {
    var body = new ByteArrayOutputStream();
    body.writeBytes(lines());
    body.writeBytes(pack);
    return sendBody(body.toByteArray());
  }

  /** The part of the request before the pack. */
  public byte[] lines() {
    var lines = new ByteArrayOutputStream();
    for (int i = 0; i < commands.size(); i++) {
      lines.writeBytes(line(commands.get(i) + (i == 0 ? "\0" + CAPABILITIES : "")));
    }
    lines.writeBytes("0000".getBytes(StandardCharsets.US_ASCII));
    options.forEach(option -> lines.writeBytes(line(option)));
    lines.writeBytes("0000".getBytes(StandardCharsets.US_ASCII));
    return lines.toByteArray();
  }

  /** One line as git frames it. */
  public static byte[] line(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var line = new ByteArrayOutputStream();
    line.writeBytes("%04x".formatted(bytes.length + 4).getBytes(StandardCharsets.US_ASCII));
    line.writeBytes(bytes);
    return line.toByteArray();
  }

  /** Sends any bytes as a push. */
  public PushAnswer sendBody(byte[] body) {
    return PushAnswer.of(
        client
            .with("Content-Type", "application/x-git-receive-pack-request")
            .send("POST", "/v1/git/" + agent.id() + "/state.git/git-receive-pack", body));
  }
}
