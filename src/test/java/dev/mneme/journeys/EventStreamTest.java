package dev.mneme.journeys;

import static dev.mneme.testing.TestClient.object;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Answer;
import dev.mneme.testing.EventClient;
import dev.mneme.testing.EventClient.Told;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClone;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stream tells of what REST and git do to a memory. */
@Timeout(120)
class EventStreamTest extends Journey {

  @Test
  void restWriteIsToldAsItsCommitAndAsTheUpdateOfItsBlock() {
    TestAgent agent = agentWithGit("human", "Ada");
    try (EventClient stream = stream(agent)) {
      Answer written =
          server()
              .client()
              .with("Mneme-Run", "run-1")
              .send("PATCH", agent.path("system/human"), object("value", "Bob", "limit", 9));

      Told commit = stream.next();
      Told update = stream.next();

      String head = written.ok().header("Mneme-Commit");
      Object shown = ofHistory(agent, head);
      assertThat(commit.type()).isEqualTo("commit");
      assertThat(commit.json().get("data")).isEqualTo(shown);
      assertThat(update.json().keySet().stream().map(String::valueOf))
          .containsExactly("id", "type", "agent_id", "occurred_at", "head", "data");
      assertThat(update.json().get("id")).isEqualTo(update.id());
      assertThat(update.json().get("type")).isEqualTo("block.updated");
      assertThat(update.json().get("agent_id")).isEqualTo(agent.id());
      assertThat(update.json().get("head")).isEqualTo(head);
      assertThat(update.json().get("data"))
          .isEqualTo(
              object(
                  "block_id",
                  agent.blockId("system/human"),
                  "label",
                  "system/human",
                  "path",
                  "system/human.md",
                  "fields",
                  List.of("value", "limit")));
    }
  }

  private Object ofHistory(TestAgent agent, String sha) {
    Answer page = server().get(agent.path() + "/memory/history?limit=1").ok();
    assertThat(page.at("commits", 0, "sha")).isEqualTo(sha);
    return Objects.requireNonNull(page.at("commits", 0));
  }

  @Test
  void pushIsToldCommitByCommitAndThenBlockByBlock() {
    TestAgent agent = agentWithGit("human", "Ada\nBorn in London\n", "old", "going");
    TestClone clone = clone(agent);
    try (EventClient stream = stream(agent)) {
      clone.write("system/new.md", "---\ndescription: n\n---\nnew").commit("first");
      clone.move("system/human.md", "system/people/ada.md").commit("second");
      clone.remove("system/old.md").commit("third").push().ok();

      assertThat(stream.next(6).stream().map(Told::brief))
          .containsExactly(
              "commit first",
              "commit second",
              "commit third",
              "block.detached system/old",
              "block.created system/new",
              "block.renamed system/people/ada");
    }
  }

  @Test
  void renameThatChangesTheValueTooIsBoth() {
    TestAgent agent = agentWithGit("human", "Ada");
    String block = agent.blockId("system/human");
    try (EventClient stream = stream(agent)) {
      server()
          .patch("/v1/blocks/" + block, object("label", "system/woman", "value", "Ada L."))
          .ok();

      List<Told> told = stream.next(3);

      assertThat(told.get(1).brief()).isEqualTo("block.renamed system/woman");
      assertThat(told.get(1).data("old_label")).isEqualTo("system/human");
      assertThat(told.get(1).data("block_id")).isEqualTo(block);
      assertThat(told.get(2).brief()).isEqualTo("block.updated system/woman");
      assertThat(told.get(2).data("fields")).isEqualTo(List.of("value"));
    }
  }

  @Test
  void attachingAndDetachingAreToldAndTheSharedBlockIsToldToBothAgents() {
    TestAgent agent = agentWithGit("human", "Ada");
    TestAgent other = agentWithGit("persona", "kind");
    String block = agent.blockId("system/human");
    try (EventClient stream = stream(other)) {
      other.attach(block).ok();
      agent.setValue("system/human", "Bob");
      other.detach(block).ok();

      assertThat(stream.next(6).stream().map(Told::brief))
          .containsExactly(
              "commit Attach system/human block",
              "block.attached system/human",
              "commit Update system/human block",
              "block.updated system/human",
              "commit Detach system/human block",
              "block.detached system/human");
    }
  }

  @Test
  void agentsFirstBlocksAreCreatedAndThoseItIsGivenAreAttached() {
    String given = server().newBlock("given", "to it");
    var body =
        object(
            "tags",
            List.of("git-memory-enabled"),
            "memory_blocks",
            List.of(object("label", "human", "value", "Ada")),
            "block_ids",
            List.of(given));
    String agent = server().post("/v1/agents/", body).ok().id();

    try (EventClient stream = fromTheBeginning(agent)) {
      assertThat(stream.next(3).stream().map(Told::brief))
          .containsExactly(
              "commit Initial commit", "block.attached system/given", "block.created system/human");
    }
  }

  private EventClient fromTheBeginning(String agent) {
    try (EventClient now = EventClient.open(server().url(), agent)) {
      String log = now.lastId().substring(0, 32);
      return EventClient.open(server().url(), agent, log + ".0");
    }
  }

  @Test
  void whatChangesNoBlockIsToldAsItsCommitAlone() {
    TestAgent agent = agentWithGit("human", "Ada");
    try (EventClient stream = stream(agent)) {
      server().patch(agent.path(), object("name", "another")).ok();
      clone(agent).write("notes.txt", "no block").commitAndPush("no block").ok();
      agent.setValue("system/human", "Bob");

      assertThat(stream.next(3).stream().map(Told::brief))
          .containsExactly(
              "commit no block", "commit Update system/human block", "block.updated system/human");
    }
  }

  @Test
  void resumingAfterAnyEventGivesTheOthers() {
    TestAgent agent = agentWithGit("human", "Ada");
    TestClone clone = clone(agent);
    clone.write("system/a.md", "a").commit("a").write("system/b.md", "b").commit("b").push().ok();
    agent.setValue("system/human", "Bob");
    List<Told> all;
    try (EventClient stream = fromTheBeginning(agent.id())) {
      all = stream.next(8);
    }
    agent.setValue("system/human", "end");

    for (int i = 0; i < all.size(); i++) {
      try (EventClient stream = EventClient.open(server().url(), agent.id(), all.get(i).id())) {
        assertThat(stream.lastId()).isEqualTo(all.get(i).id());
        assertThat(stream.next(all.size() - i - 1)).isEqualTo(all.subList(i + 1, all.size()));
        assertThat(stream.next().brief()).isEqualTo("commit Update system/human block");
      }
    }
  }

  @Test
  void clientThatIsThousandEventsBehindGetsThemAllInOrder() {
    TestAgent agent = agentWithGit("human", "0");
    try (EventClient stream = stream(agent)) {
      String before = stream.lastId();
      TestClone clone = clone(agent);
      commitMany(clone, 960);
      clone.push().ok();
      for (int i = 1; i <= 20; i++) {
        agent.setValue("system/human", "" + i);
      }

      try (EventClient late = EventClient.open(server().url(), agent.id(), before)) {
        List<Told> told = late.next(1_000);

        assertThat(told.subList(0, 960))
            .extracting(event -> event.data("message"))
            .containsExactlyElementsOf(IntStream.range(0, 960).mapToObj(i -> "" + i).toList());
        assertThat(told.subList(960, 1_000)).extracting(Told::type).contains("block.updated");
        assertThat(told).extracting(Told::id).doesNotHaveDuplicates();
        assertThat(stream.next(1_000)).isEqualTo(told);
      }
    }
  }

  /** Commits without changes, whose messages count from 0 on. */
  private static void commitMany(TestClone clone, int count) {
    StringBuilder commits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      commits
          .append("commit refs/heads/main\ncommitter Ada <ada@example.org> 1790000000 +0000\n")
          .append("data <<.\n%d\n.\n".formatted(i))
          .append(i == 0 ? "from refs/heads/main^0\n" : "")
          .append('\n');
    }
    clone.gitWith(commits.toString().getBytes(UTF_8), "fast-import", "--quiet").ok();
  }

  @Test
  void idOfAnotherAgentOrOfNoneOrOfTheFutureIsRefused() {
    TestAgent agent = agentWithGit("human", "Ada");
    TestAgent other = agentWithGit("human", "Ada");
    String mine = lastId(agent);
    String log = mine.substring(0, 32);
    List<String> wrong =
        List.of(
            lastId(other),
            log + ".99",
            log + ".0.0",
            log + ".2.0",
            log + ".1.-1",
            log + ".1.0.0",
            log + ".99999999999999999999",
            log + ".1.99999999999",
            log,
            mine + "x",
            "0",
            "nonsense",
            "é",
            "x".repeat(10_000));

    for (String id : wrong) {
      Answer answer =
          server().client().with("Last-Event-ID", id).get(agent.path() + "/memory/events").is(400);
      assertThat(answer.detail()).contains("Last-Event-ID", agent.id(), "/memory/history");
    }
  }

  private String lastId(TestAgent agent) {
    try (EventClient stream = stream(agent)) {
      return stream.lastId();
    }
  }

  @Test
  void agentWithoutGitMemoryHasNoEventsAndIsToldHowToGetThem() {
    TestAgent agent = plainAgent("human", "Ada");

    Answer answer = server().get(agent.path() + "/memory/events").is(404);

    assertThat(answer.detail()).contains("no git memory", "git-memory-enabled");
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent-00000000-0000-4000-8000-000000000009,404", "agent-1,422"})
  void agentThatIsNotThereHasNoEvents(String idAndStatus) {
    String[] parts = idAndStatus.split(",", -1);

    server().get("/v1/agents/" + parts[0] + "/memory/events").is(Integer.parseInt(parts[1]));
  }

  @Test
  void streamEndsWithItsAgentAfterAllThatHappenedToIt() {
    TestAgent agent = agentWithGit("human", "Ada");
    try (EventClient stream = stream(agent)) {
      agent.setValue("system/human", "Bob");
      server().delete(agent.path()).ok();

      assertThat(stream.next(2)).hasSize(2);
      stream.awaitEnd();
    }
    server().get(agent.path() + "/memory/events").is(404);
  }

  @Test
  void headersAloneAreAnsweredAtOnce() {
    TestAgent agent = agentWithGit("human", "Ada");

    Answer answer = server().client().send("HEAD", agent.path() + "/memory/events", null).ok();

    assertThat(answer.header("Content-Type")).isEqualTo("text/event-stream");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  private EventClient stream(TestAgent agent) {
    return EventClient.open(server().url(), agent.id());
  }
}
