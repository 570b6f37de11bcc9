package dev.mneme.testing;

import static dev.mneme.testing.TestClient.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An agent on a server, as REST shows its memory. */
public record TestAgent(TestServer server, String id) {
  private static final String GIT = "git-memory-enabled";

  /**
   * A new agent with git memory.
   *
   * @param labelsAndValues of its blocks; each goes under {@code system/}
   */
  public static TestAgent withGit(TestServer server, String... labelsAndValues) {
    return create(server, List.of(GIT), labelsAndValues);
  }

  /** A new agent without git memory. */
  public static TestAgent plain(TestServer server, String... labelsAndValues) {
    return create(server, List.of(), labelsAndValues);
  }

  private static TestAgent create(TestServer server, List<String> tags, String... labelsAndValues) {
    List<Map<String, @Nullable Object>> blocks = new ArrayList<>();
    for (int i = 0; i < labelsAndValues.length; i += 2) {
      blocks.add(object("label", labelsAndValues[i], "value", labelsAndValues[i + 1]));
    }
    var body = object("tags", tags, "memory_blocks", blocks);
    return new TestAgent(server, server.post("/v1/agents/", body).ok().id());
  }

  /** Where git finds its memory. */
  public String remote() {
    return server.repositoryOf(id);
  }

  /** Its path in REST. */
  public String path() {
    return "/v1/agents/" + id;
  }

  /** The path of a block by its label. */
  public String path(String label) {
    return path() + "/core-memory/blocks/" + label.replace("/", "%2F");
  }

  /** The answer to a request for a block. */
  public Answer get(String label) {
    return server.get(path(label));
  }

  /** The value of a block. */
  public String value(String label) {
    return get(label).ok().textAt("value");
  }

  /** The id of a block. */
  public String blockId(String label) {
    return get(label).ok().id();
  }

  /** The labels of its blocks, in order. */
  public List<String> labels() {
    return server.get(path() + "/core-memory/blocks?limit=1000").ok().each("label").stream()
        .sorted()
        .toList();
  }

  /** Patches a block. */
  public Answer patch(String label, Object body) {
    return server.patch(path(label), body);
  }

  /** Gives a block a value; fails if that is refused. */
  public void setValue(String label, String value) {
    patch(label, object("value", value)).ok();
  }

  /** Attaches a block. */
  public Answer attach(String block) {
    return server.patch(path() + "/core-memory/blocks/attach/" + block, null);
  }

  /** Detaches a block. */
  public Answer detach(String block) {
    return server.patch(path() + "/core-memory/blocks/detach/" + block, null);
  }

  /** {@code enable}, {@code disable} or {@code rebuild}. */
  public Answer memory(String what) {
    return server.post(path() + "/memory/" + what, null);
  }

  /** Everything that REST says of it and of its blocks. */
  public Map<?, ?> state() {
    var agent = server.get(path()).ok().json();
    var blocks = server.get(path() + "/core-memory/blocks?limit=1000").ok().json();
    return object("agent", agent, "blocks", blocks);
  }
}
