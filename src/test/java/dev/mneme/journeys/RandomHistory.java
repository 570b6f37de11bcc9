package dev.mneme.journeys;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Answer;
import dev.mneme.testing.Git;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClone;
import dev.mneme.testing.TestServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What users and agents do to the memories of a few agents, by REST and by push, as a seed says.
 * Much of it is refused, which is fine as long as it is refused properly.
 */
final class RandomHistory {
  private static final List<String> LABELS =
      List.of("system/a", "system/b", "notes/c", "notes/deep/d", "skills/e", "MEMORY", "f");
  private final RandomGenerator random;
  private final TestServer server;
  private final List<TestAgent> agents = new ArrayList<>();
  private final Map<TestAgent, TestClone> clones = new LinkedHashMap<>();
  private final List<String> blocks = new ArrayList<>();
  private final List<String> story = new ArrayList<>();

  RandomHistory(RandomGenerator random, TestServer server, Git git) {
    this.random = random;
    this.server = server;
    for (int i = 0; i < 3; i++) {
      TestAgent agent = TestAgent.withGit(server, "a", text(), "b", text());
      agents.add(agent);
      clones.put(agent, git.clone(agent.remote()));
      blocks.add(agent.blockId("system/a"));
    }
  }

  List<TestAgent> agents() {
    return agents;
  }

  TestClone clone(TestAgent agent) {
    return java.util.Objects.requireNonNull(clones.get(agent));
  }

  /** What was done so far, one line each. */
  String story() {
    return String.join("\n", story);
  }

  /** Does one more thing. */
  void step() {
    TestAgent agent = one(agents);
    int dice = random.nextInt(20);
    if (dice < 7) {
      push(agent);
    } else if (dice < 19) {
      rest(agent, dice);
    } else {
      pause(agent);
    }
  }

  private void rest(TestAgent agent, int dice) {
    switch (dice) {
      case 7, 8, 9, 10 -> tell(agent.patch(label(agent), patch()));
      case 11 -> tell(server.patch("/v1/blocks/" + one(blocks), patch()));
      case 12 -> tell(agent.patch(label(agent), object("label", one(LABELS))));
      case 13 -> blocks.add(tell(server.post("/v1/blocks/", newBlock())).ok().id());
      case 14, 15 -> tell(agent.attach(one(blocks)));
      case 16 -> tell(agent.detach(one(blocks)));
      case 17 -> tell(server.patch(agent.path(), agentPatch()));
      default -> remove(one(blocks));
    }
  }

  /** Mostly one that the agent has. */
  private String label(TestAgent agent) {
    List<String> labels = agent.labels();
    return labels.isEmpty() || random.nextInt(8) == 0 ? one(LABELS) : one(labels);
  }

  /** The memory is out of git for a while. */
  private void pause(TestAgent agent) {
    tell(agent.memory("disable"));
    for (int i = random.nextInt(4); i > 0; i--) {
      rest(random.nextBoolean() ? agent : one(agents), 7 + random.nextInt(12));
    }
    Answer answer = tell(agent.memory("enable"));
    while (answer.status() != 200) {
      server.get(agent.path() + "/core-memory/blocks").ok().each("id").forEach(agent::detach);
      answer = tell(agent.memory("enable"));
    }
  }

  private void remove(String block) {
    if (blocks.size() > 3 && tell(server.delete("/v1/blocks/" + block)).status() == 200) {
      blocks.remove(block);
    }
  }

  private Answer tell(Answer answer) {
    story.add(answer.status() + " " + answer.request());
    assertThat(answer.status()).as("%s\n%s", story(), answer.text()).isLessThan(500);
    return answer;
  }

  private Map<String, @Nullable Object> patch() {
    Map<String, @Nullable Object> patch = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      switch (random.nextInt(10)) {
        case 0 -> patch.put("description", "about " + text());
        case 1 -> patch.put("limit", 1 + random.nextInt(5000));
        case 2 -> patch.put("tags", List.of("t" + random.nextInt(3), "u"));
        case 3 -> patch.put("metadata", object("k", random.nextInt(9), "n", List.of(text())));
        case 4 -> patch.put("hidden", random.nextBoolean());
        case 5 -> patch.put("read_only", random.nextInt(4) == 0);
        case 6 -> patch.put("project_id", "project-" + random.nextInt(3));
        default -> patch.put("value", text());
      }
    }
    return patch;
  }

  private Map<String, @Nullable Object> newBlock() {
    Map<String, @Nullable Object> block = patch();
    block.put("label", one(LABELS));
    block.putIfAbsent("value", text());
    return block;
  }

  private Map<String, @Nullable Object> agentPatch() {
    return switch (random.nextInt(4)) {
      case 0 -> object("name", "Name " + random.nextInt(100));
      case 1 -> object("tags", List.of("git-memory-enabled", "tag" + random.nextInt(5)));
      case 2 -> object("block_ids", List.of(one(blocks), one(blocks)));
      default -> object("metadata", object("m", text()), "system", text());
    };
  }

  private void push(TestAgent agent) {
    TestClone clone = clone(agent);
    clone.git("fetch", "-q").ok();
    clone.git("reset", "-q", "--hard", "origin/main").ok();
    StringBuilder done = new StringBuilder("push to " + agent.id());
    for (int i = random.nextInt(4); i >= 0; i--) {
      done.append(", ").append(edit(clone));
    }
    var push = clone.commitAndPush("Change");
    story.add(push.status() + " " + done);
    if (push.status() != 0) {
      assertThat(push.stderr()).as(story()).contains("the memory's rules refuse it");
    }
  }

  private String edit(TestClone clone) {
    List<String> files = clone.files().stream().filter(clone::has).toList();
    String path = path(one(LABELS));
    if (files.isEmpty()) {
      clone.write(path, file());
      return "first " + path;
    }
    String old = one(files);
    switch (random.nextInt(9)) {
      case 0, 1 -> clone.write(path, file());
      case 2, 3 -> clone.write(old, clone.read(old, "") + text());
      case 4 -> clone.write(old, new byte[] {(byte) 0xff, (byte) 0xfe, (byte) random.nextInt()});
      case 5 -> clone.delete(old);
      case 6 -> move(clone, old, path, "");
      case 7 -> move(clone, old, path, text());
      default -> {
        clone.write("data/" + random.nextInt(3) + ".csv", text());
        return "data";
      }
    }
    return old + " or " + path;
  }

  private static void move(TestClone clone, String from, String to, String more) {
    if (!clone.has(to)) {
      byte[] content = clone.bytes(from);
      clone.delete(from).write(to, content);
      if (!more.isEmpty()) {
        clone.write(to, clone.read(to, "") + more);
      }
    }
  }

  private static String path(String label) {
    return label.startsWith("skills/") ? label + "/SKILL.md" : label + ".md";
  }

  private String file() {
    return switch (random.nextInt(5)) {
      case 0 -> text();
      case 1 -> "---\nlimit: " + (10 + random.nextInt(90)) + "\n---\n" + text();
      case 2 -> "---\ndescription: null\nmetadata: {a: " + random.nextInt(9) + "}\n---\n" + text();
      case 3 -> "---\ndescription: 'it''s'  # why\nmood: [1, 2]\n---\n\n" + text();
      default -> "---\ndescription: some text\n---\n" + text();
    };
  }

  /** A few lines, often with some in common with other texts. */
  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      text.append("line ").append(random.nextInt(12)).append(" é\n");
    }
    return text.toString();
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
