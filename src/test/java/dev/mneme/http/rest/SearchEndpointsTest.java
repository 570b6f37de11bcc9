package dev.mneme.http.rest;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Answer;
import dev.mneme.testing.Git;
import dev.mneme.testing.TestClone;
import dev.mneme.testing.TestServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Search over HTTP: what is written by whatever door is found at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchEndpointsTest {
  private final TestServer server = TestServer.start();

  @AfterAll
  void stop() {
    server.close();
  }

  private String newAgent(String value) {
    var human = object("label", "human", "value", value, "description", "Who <they> are");
    var agent = object("tags", List.of("git-memory-enabled"), "memory_blocks", List.of(human));
    return server.post("/v1/agents/", agent).ok().id();
  }

  private Answer search(String agent, String text) {
    return server.get("/v1/agents/%s/memory/search?q=%s".formatted(agent, encoded(text)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void hitTellsWhereItIsAndShowsIt() {
    String agent = newAgent("Drinks <black> tea");

    Answer found = search(agent, "tea").ok();

    assertThat(found.keys("results", 0))
        .containsExactly(
            "agent_id", "block_id", "label", "description", "score", "excerpt", "snippet");
    assertThat(found.textAt("results", 0, "agent_id")).isEqualTo(agent);
    assertThat(found.textAt("results", 0, "label")).isEqualTo("system/human");
    assertThat(found.textAt("results", 0, "excerpt")).isEqualTo("Drinks <black> tea");
    assertThat(found.textAt("results", 0, "snippet"))
        .isEqualTo("Drinks &lt;black&gt; <mark>tea</mark>");
  }

  @Test
  void whatWasPushedIsFoundAtOnceAndWhatWasThereBeforeIsNot() {
    String agent = newAgent("Drinks tea");
    try (Git git = Git.fresh()) {
      TestClone clone = git.clone(server.repositoryOf(agent));
      clone.write("system/human.md", "---\ndescription: d\n---\nDrinks cocoa").commit("Cocoa");
      clone.push().ok();
    }

    assertThat(search(agent, "cocoa").ok().list("results")).hasSize(1);
    assertThat(search(agent, "tea").ok().list("results")).isEmpty();
  }

  @Test
  void allAgentsAreSearchedAtOnce() {
    String first = newAgent("knows xylophones");
    String second = newAgent("plays the xylophone");

    Answer found = server.get("/v1/memory/search?q=xylophone").ok();

    assertThat(
            List.of(found.textAt("results", 0, "agent_id"), found.textAt("results", 1, "agent_id")))
        .containsExactlyInAnyOrder(first, second);
    assertThat(server.get("/v1/memory/search?q=xylophone&limit=1").ok().list("results")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"", "***", "' OR 1=1 --"})
  void operatorsDoNoHarm(String text) {
    assertThat(search(newAgent("x"), text).status()).isIn(200, 422);
  }

  @Test
  void nothingToLookForAndTooMuchAreRefusedWithTheLimit() {
    String agent = newAgent("x");

    assertThat(search(agent, "").is(422).detail()).contains("'loc': ('query', 'q')", "1000");
    assertThat(search(agent, "tea ".repeat(2_500)).is(422).detail()).contains("1000 characters");
    assertThat(server.get("/v1/memory/search").status()).isEqualTo(422);
    assertThat(server.get("/v1/memory/search?q=a&limit=0").status()).isEqualTo(422);
  }

  @Test
  void unknownAgentIs404() {
    assertThat(search("agent-123e4567-e89b-42d3-8456-426614174000", "tea").status()).isEqualTo(404);
  }
}
