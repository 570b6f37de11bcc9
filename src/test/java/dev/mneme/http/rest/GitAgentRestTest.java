package dev.mneme.http.rest;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.config.Setting;
import dev.mneme.testing.Answer;
import dev.mneme.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What REST callers see of an agent whose memory is in git: rest.md §2–§4, git.md §4–§6. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GitAgentRestTest {
  private static final String AWS_KEY = "AKIA" + "QYLPMN5HHHFPZAM2";
  private TestServer server;
  private String agent = "";
  private String memory = "";

  @BeforeAll
  void start() {
    server = TestServer.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void newAgent() {
    agent = newAgent(server, "git-memory-enabled");
    memory = "/v1/agents/" + agent + "/core-memory/blocks/";
  }

  @Test
  void bornWithGitMemoryItsBlocksAreSystemBlocks() {
    Answer state = server.get("/v1/agents/" + agent).ok();

    assertThat(state.at("memory", "git_enabled")).isEqualTo(true);
    assertThat(state.at("blocks", 0, "label")).isEqualTo("system/human");
    assertThat(state.textAt("blocks", 0, "description")).startsWith("The human block: ");
    assertThat(server.get(memory + "human").ok().at("label")).isEqualTo("system/human");
  }

  @Test
  void blockTellsItsCommitAndMovesItOnlyWhenItChanges() {
    Answer read = server.get(memory + "system%2Fhuman").ok();
    Answer written = server.patch(memory + "system%2Fhuman", object("value", "new")).ok();
    Answer same = server.patch(memory + "system%2Fhuman", object("value", "new")).ok();

    assertThat(read.header("Mneme-Commit")).matches("[0-9a-f]{40}");
    assertThat(written.header("Mneme-Commit"))
        .matches("[0-9a-f]{40}")
        .isNotEqualTo(read.header("Mneme-Commit"));
    assertThat(same.header("Mneme-Commit")).isEqualTo(written.header("Mneme-Commit"));
    assertThat(same.text()).isEqualTo(written.text());
    assertThat(written.keys()).hasSize(19);
  }

  @Test
  void enablingAgainChangesNothing() {
    String commit = commit();

    for (int i = 0; i < 3; i++) {
      server
          .patch("/v1/agents/" + agent, object("tags", List.of("git-memory-enabled", "other")))
          .ok();
      server.post("/v1/agents/" + agent + "/memory/enable", null).ok();
    }

    assertThat(commit()).isEqualTo(commit);
  }

  @Test
  void markOfTheCliDoesNotDisableWhatItHasEnabledAMomentAgo() {
    List<String> readBefore = List.of("mine", "origin:letta-code");

    Answer marked = server.patch("/v1/agents/" + agent, object("tags", readBefore)).ok();
    Answer again = server.patch("/v1/agents/" + agent, object("tags", readBefore)).ok();

    assertThat(marked.at("tags"))
        .isEqualTo(List.of("git-memory-enabled", "mine", "origin:letta-code"));
    assertThat(again.at("tags")).as("meant as it stands").isEqualTo(readBefore);
  }

  @Test
  void disabledMemoryIsPlainAgain() {
    Answer disabled = server.post("/v1/agents/" + agent + "/memory/disable", null).ok();
    assertThat(disabled.at("tags")).isEqualTo(List.of());
    assertThat(disabled.at("memory", "git_enabled")).isEqualTo(false);

    Answer written = server.patch(memory + "system%2Fhuman", object("value", "plain")).ok();
    assertThat(written.header("Mneme-Commit")).isEmpty();

    Answer enabled = server.post("/v1/agents/" + agent + "/memory/enable", null).ok();
    assertThat(enabled.at("tags")).isEqualTo(List.of("git-memory-enabled"));
    assertThat(server.get(memory + "system%2Fhuman").ok().at("value")).isEqualTo("plain");
  }

  @Test
  void enablingIsRefusedWhereTwoBlocksWouldHaveOnePath() {
    var blocks = List.of(object("label", "human"), object("label", "system/human"));
    String plain = server.post("/v1/agents/", object("memory_blocks", blocks)).ok().id();

    server.patch("/v1/agents/" + plain, object("tags", List.of("git-memory-enabled"))).is(409);

    Answer state = server.get("/v1/agents/" + plain).ok();
    assertThat(state.at("tags")).isEqualTo(List.of());
    assertThat(state.list("blocks")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x",
        "/etc/passwd",
        "a//b",
        "a/./b",
        ".git/config",
        "a/.GIT/b",
        ".hidden/x",
        "a\\b",
        "a\nb",
        "",
      })
  void labelThatIsNoSafePathIsA422AndNothingChanges(String label) {
    String commit = commit();
    String other = server.newBlock(label, "v");

    assertThat(server.patch(memory + "system%2Fhuman", object("label", label)).is(422).detail())
        .isNotBlank();
    server.patch(memory + "attach/" + other, null).is(422);
    server
        .post(
            "/v1/agents/",
            object(
                "tags",
                List.of("git-memory-enabled"),
                "memory_blocks",
                List.of(object("label", "system/" + label))))
        .is(422);

    assertThat(commit()).isEqualTo(commit);
    assertThat(server.get("/v1/agents/" + agent).ok().list("blocks")).hasSize(1);
  }

  @Test
  void segmentOf256BytesIsA422() {
    server.patch(memory + "system%2Fhuman", object("label", "x".repeat(256))).is(422);
    server.patch(memory + "system%2Fhuman", object("label", "ü".repeat(128))).is(422);
    server.patch(memory + "system%2Fhuman", object("label", "skills/a/SKILL/b")).is(422);
  }

  @Test
  void attachAndDetachAreCommits() {
    String block = server.newBlock("notes", "n");
    String before = commit();

    server.patch(memory + "attach/" + block, null).ok();
    String attached = commit();
    server.patch(memory + "attach/" + block, null).ok();
    assertThat(commit()).isEqualTo(attached).isNotEqualTo(before);

    server.patch(memory + "detach/" + block, null).ok();
    assertThat(commit()).isNotEqualTo(attached);
    server.get("/v1/blocks/" + block).ok();
  }

  @Test
  void attachingWarnsInAHeaderToo() {
    String block = server.newBlock("plan", "p");

    Answer attached = server.patch(memory + "attach/" + block, null).ok();
    Answer same = server.patch(memory + "attach/" + block, null).ok();
    server.patch(memory + "detach/" + block, null).ok();
    Answer replaced = server.patch("/v1/agents/" + agent, object("block_ids", List.of(block))).ok();

    assertThat(attached.header("Mneme-Warning")).contains("plan.md", "description");
    assertThat(same.header("Mneme-Warning")).isEmpty();
    assertThat(replaced.header("Mneme-Warning")).contains("plan.md", "description");
  }

  @Test
  void valueOverItsLimitIsWarnedOfInAHeader() {
    Answer written =
        server.patch(memory + "system%2Fhuman", object("value", "too long", "limit", 3)).ok();

    assertThat(written.at("value")).isEqualTo("too long");
    assertThat(written.header("Mneme-Warning")).contains("system/human");
  }

  @Test
  void secretIsRefusedUnlessTheWriterInsists() {
    var secret = object("value", "key: " + AWS_KEY);

    Answer refused = server.patch(memory + "system%2Fhuman", secret).is(422);
    assertThat(refused.detail()).contains("aws").doesNotContain(AWS_KEY);
    assertThat(server.get(memory + "system%2Fhuman").ok().at("value")).isEqualTo("h");

    server
        .client()
        .with("Mneme-Allow-Secrets", "true")
        .patch(memory + "system%2Fhuman", secret)
        .ok();
  }

  @Test
  void strictServerRefusesWhatTheOtherWarnsOf() {
    try (TestServer strict = TestServer.start(Map.of(Setting.RULES, "strict"))) {
      String id = newAgent(strict, "git-memory-enabled");
      String block = "/v1/agents/%s/core-memory/blocks/system%%2Fhuman".formatted(id);

      strict.patch(block, object("value", "too long", "limit", 3)).is(422);
      strict
          .client()
          .with("Mneme-Allow-Secrets", "true")
          .patch(block, object("value", AWS_KEY))
          .is(422);
      assertThat(strict.get(block).ok().at("value")).isEqualTo("h");
    }
  }

  @Test
  void sharedBlockIsOneBlockInBothAgents() {
    String block = server.get(memory + "system%2Fhuman").ok().id();
    String second = newAgent(server, "git-memory-enabled", (String) null);
    String other = "/v1/agents/" + second + "/core-memory/blocks/";
    server.patch(other + "attach/" + block, null).ok();

    server.patch(memory + "system%2Fhuman", object("value", "from one")).ok();
    assertThat(server.get(other + "system%2Fhuman").ok().at("value")).isEqualTo("from one");

    server.patch("/v1/blocks/" + block, object("label", "system/person")).ok();
    server.get(memory + "system%2Fperson").ok();
    server.get(other + "system%2Fperson").ok();
    server.get(other + "system%2Fhuman").is(404);

    server.delete("/v1/blocks/" + block).ok();
    server.get(memory + "system%2Fperson").is(404);
    server.get(other + "system%2Fperson").is(404);
  }

  @Test
  void promptShowsSystemBlocksAndListsTheOthers() {
    server.patch(memory + "attach/" + server.newBlock("reference/api", "long"), null).ok();

    Answer prompt = server.get("/v1/agents/" + agent + "/memory/prompt").ok();

    assertThat(prompt.header("Content-Type")).startsWith("text/plain");
    assertThat(prompt.text())
        .contains("<block path=\"system/human.md\"", "\nh\n", "- reference/api.md")
        .doesNotContain("long");
    assertThat(server.post("/v1/agents/" + agent + "/recompile", null).ok().json())
        .isEqualTo(prompt.text());
  }

  @Test
  void rebuiltAgentIsTheSame() {
    server.patch(memory + "system%2Fhuman", object("value", "kept", "tags", List.of("t"))).ok();
    String before = server.get("/v1/agents/" + agent).ok().text();

    server.post("/v1/agents/" + agent + "/memory/rebuild", null).ok();

    assertThat(server.get("/v1/agents/" + agent).ok().text()).isEqualTo(before);
  }

  @Test
  void deletedAgentLeavesItsBlocks() {
    String block = server.get(memory + "system%2Fhuman").ok().id();

    server.delete("/v1/agents/" + agent).ok();

    server.get("/v1/agents/" + agent).is(404);
    assertThat(server.get("/v1/blocks/" + block).ok().at("value")).isEqualTo("h");
  }

  private String commit() {
    return server.get(memory + "system%2Fhuman").ok().header("Mneme-Commit");
  }

  private static String newAgent(TestServer server, String tag) {
    return newAgent(server, tag, "human");
  }

  private static String newAgent(TestServer server, String tag, @Nullable String label) {
    var blocks = label == null ? List.of() : List.of(object("label", label, "value", "h"));
    return server
        .post("/v1/agents/", object("tags", List.of(tag), "memory_blocks", blocks))
        .ok()
        .id();
  }
}
