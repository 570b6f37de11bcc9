package dev.mneme.journeys;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Git;
import dev.mneme.testing.TestClient;
import dev.mneme.testing.TestClone;
import dev.mneme.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first hour with Mneme, as the README tells it. */
class NewcomerJourneyTest {
  private static final String USER = "user-11111111-1111-4111-8111-111111111111";
  @TempDir Path disk;

  @Test
  void memoryIsReadEditedPushedPatchedPulledAndMovedWithItsFolder() throws IOException {
    Path before = disk.resolve("before");
    Path after = disk.resolve("after");
    try (Git git = Git.fresh()) {
      String agent;
      TestClone clone;
      try (TestServer server = TestServer.startOn(before, Map.of())) {
        agent = sampleAgent(server);
        clone = git.clone(server.repositoryOf(agent));
        pushAnEdit(server, agent, clone);
        pullAnEdit(server, agent, clone);
      }
      Files.move(before, after);
      try (TestServer server = TestServer.startOn(after, Map.of())) {
        findEverythingAgain(server, agent, git, clone);
      }
    }
  }

  private static String sampleAgent(TestServer server) {
    var human = object("label", "human", "value", "Name: unknown\n");
    var persona = object("label", "persona", "value", "I am a patient assistant.\n");
    var body =
        object(
            "name", "Sample",
            "tags", List.of("git-memory-enabled"),
            "memory_blocks", List.of(human, persona));
    return server.post("/v1/agents/", body).ok().id();
  }

  private static void pushAnEdit(TestServer server, String agent, TestClone clone) {
    assertThat(server.get(blocks(agent)).ok().each("label"))
        .containsExactlyInAnyOrder("system/human", "system/persona");
    String file = clone.read("system/human.md");
    assertThat(file).startsWith("---\ndescription: ").endsWith("---\nName: unknown\n");

    clone.write("system/human.md", file.replace("unknown", "Ada Lovelace"));
    var push = clone.commitAndPush("Learn the name").ok();

    assertThat(push.remote())
        .containsExactly(
            "✓ system/human   19 of 100,000 characters (+5)   updated",
            "history: %s/ui/agents/%s/commits/%s".formatted(server.url(), agent, clone.head()));
    assertThat(server.get(block(agent)).ok().textAt("value")).isEqualTo("Name: Ada Lovelace\n");
  }

  private static void pullAnEdit(TestServer server, String agent, TestClone clone) {
    TestClient user =
        server.client().with("user_id", USER).with("Mneme-Reason", "She said so, twice");
    user.patch(block(agent), object("value", "Name: Countess Lovelace\n")).ok();

    clone.pull().ok();

    assertThat(clone.read("system/human.md")).endsWith("---\nName: Countess Lovelace\n");
    assertThat(clone.log("%an <%ae>|%s", "-1"))
        .containsExactly("User %s <%s@letta.ai>|Update system/human block".formatted(USER, USER));
    assertThat(clone.log("%(trailers:key=Reason,valueonly)", "-1").getFirst())
        .isEqualTo("She said so, twice");
  }

  private static void findEverythingAgain(
      TestServer server, String agent, Git git, TestClone clone) {
    assertThat(server.get(block(agent)).ok().textAt("value"))
        .isEqualTo("Name: Countess Lovelace\n");
    assertThat(server.get("/v1/agents/" + agent).ok().textAt("name")).isEqualTo("Sample");
    TestClone again = git.clone(server.repositoryOf(agent));
    assertThat(again.log("%H %s")).isEqualTo(clone.log("%H %s")).hasSize(3);
    again.write("system/human.md", again.read("system/human.md") + "Likes engines.\n");
    again.commitAndPush("Learn a liking").ok();
    assertThat(server.get(block(agent)).ok().textAt("value")).endsWith("Likes engines.\n");
  }

  private static String blocks(String agent) {
    return "/v1/agents/%s/core-memory/blocks".formatted(agent);
  }

  private static String block(String agent) {
    return blocks(agent) + "/system%2Fhuman";
  }
}
