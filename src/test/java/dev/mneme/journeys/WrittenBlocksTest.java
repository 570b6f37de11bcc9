package dev.mneme.journeys;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.RawHttp;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClone;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a write over REST does to a repository: git.md §4, §5 and §7. */
class WrittenBlocksTest extends Journey {
  private static final String USER = "user-22222222-2222-4222-8222-222222222222";

  @Test
  void everyKindOfWriteIsACommitWithItsMessage() {
    TestAgent agent = agentWithGit("human", "h\n");
    String block = server().newBlock("notes/a", "a\n");

    agent.attach(block).ok();
    agent.setValue("notes/a", "a2\n");
    agent.patch("notes/a", object("label", "notes/b")).ok();
    agent.detach(block).ok();
    agent.attach(block).ok();
    server().delete("/v1/blocks/" + block).ok();

    assertThat(clone(agent).log("%s"))
        .containsExactly(
            "Delete notes/b block",
            "Attach notes/b block",
            "Detach notes/b block",
            "Rename notes/a to notes/b",
            "Update notes/a block",
            "Attach notes/a block",
            "Initial commit");
  }

  @Test
  void writeThatChangesNothingMakesNoCommit() {
    TestAgent agent = agentWithGit("human", "h\n");
    String head = clone(agent).head();
    String block = agent.blockId("system/human");

    agent.patch("system/human", object()).ok();
    agent.patch("system/human", object("value", null)).ok();
    agent.patch("system/human", object("value", "h\n", "label", "system/human")).ok();
    server().patch("/v1/blocks/" + block, object("value", "h\n")).ok();
    agent.attach(block).ok();
    server().patch(agent.path(), object("name", "Other")).ok();
    server().patch(agent.path(), object("block_ids", List.of(block))).ok();

    assertThat(clone(agent).head()).isEqualTo(head);
  }

  @Test
  void whatTheFileDoesNotSayMakesNoCommitAndIsKept() {
    TestAgent agent = agentWithGit("human", "h\n");
    String head = clone(agent).head();

    agent
        .patch(
            "system/human",
            object("limit", 9, "tags", List.of("x"), "metadata", object("k", "v"), "hidden", true))
        .ok();

    assertThat(clone(agent).head()).isEqualTo(head);
    agent.memory("rebuild").ok();
    var block = agent.get("system/human").ok();
    assertThat(block.at("limit")).isEqualTo(9L);
    assertThat(block.at("tags")).isEqualTo(List.of("x"));
    assertThat(block.at("hidden")).isEqualTo(true);
  }

  @Test
  void readOnlyIsWrittenAsAKeyOverRest() {
    TestAgent agent = agentWithGit("human", "h\n");

    agent.patch("system/human", object("read_only", true)).ok();
    assertThat(clone(agent).read("system/human.md")).contains("read_only: true\n");
    agent.patch("system/human", object("value", "h2\n")).ok();
    agent.patch("system/human", object("read_only", false)).ok();

    assertThat(clone(agent).read("system/human.md"))
        .doesNotContain("read_only: true")
        .endsWith("h2\n");
    assertThat(agent.get("system/human").ok().at("read_only")).isEqualTo(false);
  }

  @Test
  void trailersSayWhoWroteAndWhy() {
    TestAgent agent = agentWithGit("human", "h\n");
    var caller =
        server()
            .client()
            .with("user_id", USER)
            .with("Mneme-Run", "run-1")
            .with("Mneme-Conversation", "conv-1")
            .with("Mneme-Message", "message-1")
            .with("Mneme-Model", "letta/letta-free")
            .with("Mneme-Author-Kind", "reflection")
            .with("Mneme-Reason", "Tidy: up");

    caller.patch(agent.path("system/human"), object("value", "h2\n")).ok();

    TestClone clone = clone(agent);
    assertThat(clone.log("%an <%ae>", "-1"))
        .containsExactly("User %s <%s@letta.ai>".formatted(USER, USER));
    assertThat(clone.log("%(trailers:only)", "-1"))
        .startsWith(
            "Agent-Id: " + agent.id(),
            "Run-Id: run-1",
            "Conversation-Id: conv-1",
            "Message-Id: message-1",
            "Model: letta/letta-free",
            "Author-Kind: reflection",
            "Reason: Tidy: up");
  }

  @Test
  void trailersOfAnyLanguageAreReadAsUtf8() {
    TestAgent agent = agentWithGit("human", "h\n");
    String body = "{\"value\": \"h2\\n\"}";
    String reason =
        new String("Grüße, 世界".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

    String request =
        String.join(
            "\r\n",
            "PATCH " + agent.path("system/human") + " HTTP/1.1",
            "Host: localhost",
            "Connection: close",
            "Content-Type: application/json",
            "Content-Length: " + body.length(),
            "Mneme-Reason: " + reason,
            "",
            body);

    String answer = RawHttp.exchange(server().port(), request);

    assertThat(answer).startsWith("HTTP/1.1 200");
    assertThat(clone(agent).log("%(trailers:key=Reason,valueonly)", "-1").getFirst())
        .isEqualTo("Grüße, 世界");
  }

  @ParameterizedTest
  @CsvSource({
    "Mneme-Author-Kind, robot, Author-Kind",
    "Mneme-Reason, 'a\tb', Reason",
    "user_id, somebody, Invalid user ID format",
    "Mneme-Allow-Secrets, perhaps, Mneme-Allow-Secrets"
  })
  void badHeaderIsRefusedAndNothingIsWritten(String header, String value, String told) {
    TestAgent agent = agentWithGit("human", "h\n");

    var answer =
        server()
            .client()
            .with(header, value)
            .patch(agent.path("system/human"), object("value", "no"))
            .is(400);

    assertThat(answer.detail()).contains(told);
    assertThat(agent.value("system/human")).isEqualTo("h\n");
    assertThat(clone(agent).log("%s")).hasSize(1);
  }

  @Test
  void labelThatIsTakenOrUnsafeIsRefusedAndNothingIsWritten() {
    TestAgent agent = agentWithGit("human", "h\n", "persona", "p\n");
    clone(agent).write("notes/b.md", new byte[] {(byte) 0xff}).commitAndPush("No block").ok();
    String head = clone(agent).head();

    agent.patch("system/human", object("label", "system/persona")).is(409);
    agent.patch("system/human", object("label", "notes/b")).is(409);
    agent.patch("system/human", object("label", "system/persona/x.md/../y")).is(422);
    agent.patch("system/human", object("label", ".git/hooks/x")).is(422);
    agent.patch("system/human", object("label", "system/persona.md/x")).is(409);
    agent.attach(server().newBlock("system/persona", "other")).is(409);
    agent.attach(server().newBlock("not//safe", "other")).is(422);

    assertThat(clone(agent).head()).isEqualTo(head);
    assertThat(agent.labels()).containsExactly("system/human", "system/persona");
  }

  @Test
  void secretIsRefusedUnlessTheWriterInsists() {
    TestAgent agent = agentWithGit("human", "h\n");
    String key = "AKIA" + "Q3EGRTXZ7NLK2MVB";

    var refused = agent.patch("system/human", object("value", "key " + key)).is(422);
    assertThat(refused.detail()).contains("AWS", "Mneme-Allow-Secrets").doesNotContain(key);
    assertThat(agent.value("system/human")).isEqualTo("h\n");

    var insisting = server().client().with("Mneme-Allow-Secrets", "true");
    insisting.patch(agent.path("system/human"), object("value", "key " + key)).ok();
    assertThat(agent.value("system/human")).endsWith(key);
  }

  @Test
  void newSetOfBlocksIsOneCommit() {
    TestAgent agent = agentWithGit("a", "a\n", "b", "b\n");
    String kept = agent.blockId("system/a");
    String added = server().newBlock("notes/c", "c\n");

    server().patch(agent.path(), object("block_ids", List.of(kept, added))).ok();

    TestClone clone = clone(agent);
    assertThat(clone.files()).containsExactly("notes/c.md", "system/a.md");
    assertThat(clone.log("%s")).hasSize(2);
    assertThat(clone.log("%B", "-1")).contains("Attach notes/c block", "Detach system/b block");
    assertThat(agent.labels()).containsExactly("notes/c", "system/a");
  }

  @Test
  void answerNamesTheCommit() {
    TestAgent agent = agentWithGit("human", "h\n");

    var answer = agent.patch("system/human", object("value", "h2\n")).ok();

    assertThat(answer.header("Mneme-Commit")).isEqualTo(clone(agent).head());
    assertThat(agent.get("system/human").header("Mneme-Commit")).isEqualTo(clone(agent).head());
  }
}
