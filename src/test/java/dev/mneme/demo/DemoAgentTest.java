package dev.mneme.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.RunningServer;
import dev.mneme.ServerMain;
import dev.mneme.config.Setting;
import dev.mneme.config.Settings;
import dev.mneme.testing.Git;
import dev.mneme.testing.TestClient;
import dev.mneme.testing.TestClone;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoAgentTest {
  @TempDir Path data;

  @Test
  void demoAgentHasBlocksWorthReadingOverRest() {
    try (RunningServer server = start();
        TestClient client = new TestClient(server.url())) {
      String agent = server.demoAgent().orElseThrow();

      var blocks = client.get("/v1/agents/%s/core-memory/blocks".formatted(agent)).ok();

      assertThat(blocks.each("label"))
          .containsExactlyInAnyOrder(
              "system/human",
              "system/persona",
              "system/projects/seagrass-survey",
              "reference/sites",
              "reference/protocol/quadrats",
              "reference/species",
              "skills/weekly-report");
      var human = client.get("/v1/agents/%s/core-memory/blocks/human".formatted(agent)).ok();
      assertThat(human.textAt("value")).contains("Lives in: Faro").doesNotContain("Lives in: Lis");
    }
  }

  @Test
  void demoHistoryIsTwentyCommitsOfAllKindsInOrderAndInThePast() {
    try (RunningServer server = start();
        Git git = Git.fresh()) {
      TestClone clone = clone(git, server);

      assertThat(clone.git("fsck", "--full", "--strict").ok().lines()).isEmpty();
      assertThat(clone.log("%(trailers:key=Author-Kind,valueonly,separator=)"))
          .hasSize(20)
          .contains("human", "agent", "reflection");
      assertThat(clone.log("%(trailers:key=Reason,valueonly,separator=)")).doesNotContain("");
      assertThat(clone.log("%s"))
          .contains(
              "Initial commit",
              "Rename system/project to system/projects/seagrass-survey",
              "Delete reference/ferry-times block");
      assertThat(clone.files()).contains("skills/weekly-report/SKILL.md");
      assertInThePast(clone.log("%ct"));
    }
  }

  private static void assertInThePast(List<String> newestFirst) {
    List<Long> seconds = newestFirst.reversed().stream().map(Long::valueOf).toList();
    assertThat(seconds).isSorted();
    Duration told = Duration.ofSeconds(seconds.getLast() - seconds.getFirst());
    assertThat(told).isGreaterThan(Duration.ofDays(20));
    assertThat(Instant.ofEpochSecond(seconds.getLast())).isBefore(Instant.now());
  }

  @Test
  void secondStartFindsTheDemoAgentAsItWasLeft() {
    String agent;
    List<String> history;
    try (Git git = Git.fresh()) {
      try (RunningServer server = start();
          TestClient client = new TestClient(server.url())) {
        agent = server.demoAgent().orElseThrow();
        client
            .patch(
                "/v1/agents/%s/core-memory/blocks/human".formatted(agent),
                TestClient.object("value", "Name: somebody else\n"))
            .ok();
        history = clone(git, server).log("%H");
      }
      try (RunningServer server = start();
          TestClient client = new TestClient(server.url())) {
        assertThat(server.demoAgent()).contains(agent);
        assertThat(client.get("/v1/agents/count").ok().text()).isEqualTo("1");
        assertThat(clone(git, server).log("%H")).isEqualTo(history).hasSize(21);
      }
    }
  }

  private static TestClone clone(Git git, RunningServer server) {
    String agent = server.demoAgent().orElseThrow();
    return git.clone("%s/v1/git/%s/state.git".formatted(server.url(), agent));
  }

  private RunningServer start() {
    var settings = Map.of(Setting.PORT, "0", Setting.DATA, data.toString(), Setting.DEMO, "yes");
    return ServerMain.start(Settings.read(settings, Map.of()));
  }
}
