package dev.mneme.journeys;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.git.MemoryRepositories;
import dev.mneme.git.MemoryView;
import dev.mneme.git.storage.RepositoryLogs;
import dev.mneme.objects.file.FileObjectStore;
import dev.mneme.testing.Answer;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClone;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** {@code ?at=} on blocks and prompts: time.md. */
class PastBlocksTest extends Journey {

  private Answer block(TestAgent agent, String label, String at) {
    return server().get(agent.path(label) + "?at=" + at);
  }

  private List<String> labels(TestAgent agent, String at) {
    return server()
        .get(agent.path() + "/core-memory/blocks?limit=1000&at=" + at)
        .ok()
        .each("label")
        .stream()
        .sorted()
        .toList();
  }

  /** A time after everything that has been done, and before everything that will be. */
  private static Instant now() {
    Instant now = Instant.now();
    while (!Instant.now().truncatedTo(ChronoUnit.MILLIS).isAfter(now)) {
      Thread.onSpinWait();
    }
    return now;
  }

  @Test
  void blockIsReadAsItWasAtACommit() {
    TestAgent agent = agentWithGit("human", "h\n");
    agent.patch("system/human", object("description", "d", "tags", List.of("t"), "limit", 77)).ok();
    Answer then = agent.get("system/human").ok();
    agent
        .patch("system/human", object("value", "new\n", "description", "e", "tags", List.of()))
        .ok();

    Answer read = block(agent, "system/human", then.header("Mneme-Commit")).ok();

    assertThat(read.text()).isEqualTo(then.text());
    assertThat(read.header("ETag")).isEqualTo(then.header("ETag"));
    assertThat(read.header("Mneme-Commit")).isEqualTo(then.header("Mneme-Commit"));
    assertThat(
            server()
                .get("/v1/blocks/%s?at=%s".formatted(then.id(), then.header("Mneme-Commit")))
                .ok()
                .text())
        .isEqualTo(then.text());
    assertThat(block(agent, "human", then.header("Mneme-Commit")).ok().text())
        .isEqualTo(then.text());
  }

  @Test
  void nowIsWhatAPlainReadSays() {
    TestAgent agent = agentWithGit("human", "h\n", "persona", "p\n");
    agent.patch("system/human", object("value", "h 2\n")).ok();
    agent.patch("system/human", object("metadata", object("k", 1), "hidden", true)).ok();

    for (String at : List.of("HEAD", "main", "2100-01-01T00:00:00Z")) {
      assertThat(block(agent, "system/human", at).ok().text())
          .isEqualTo(agent.get("system/human").ok().text());
      assertThat(server().get(agent.path() + "/core-memory/blocks?at=" + at).ok().text())
          .isEqualTo(server().get(agent.path() + "/core-memory/blocks").ok().text());
      assertThat(server().get(agent.path() + "/memory/prompt?at=" + at).ok().text())
          .isEqualTo(server().get(agent.path() + "/memory/prompt").ok().text());
    }
  }

  @Test
  void instantMeansWhatMainWasThenByTheServersOwnRecord() {
    TestAgent agent = agentWithGit("human", "h\n");
    Instant first = now();
    var past = git().withVariable("GIT_COMMITTER_DATE", "2001-01-01T00:00:00Z");
    TestClone clone = clone(agent).with(past);
    clone.write("notes/a.md", "a\n").commit("Add");
    clone.move("notes/a.md", "notes/b.md").commitAndPush("Move").ok();
    Instant second = now();
    agent.patch("system/human", object("tags", List.of("later"))).ok();
    Instant third = now();
    agent.detach(agent.blockId("notes/b")).ok();

    assertThat(labels(agent, first.toString())).containsExactly("system/human");
    assertThat(labels(agent, second.toString())).containsExactly("notes/b", "system/human");
    assertThat(labels(agent, "HEAD")).containsExactly("system/human");
    assertThat(block(agent, "system/human", second.toString()).ok().at("tags"))
        .isEqualTo(List.of());
    assertThat(block(agent, "system/human", third.toString()).ok().at("tags"))
        .isEqualTo(List.of("later"));
    block(agent, "notes/b", first.toString()).is(404);
  }

  @Test
  void beforeTheFirstCommitAreNoBlocks() {
    TestAgent agent = agentWithGit("human", "h\n");
    String id = agent.blockId("system/human");

    assertThat(labels(agent, "2001-01-01T00:00:00Z")).isEmpty();
    assertThat(block(agent, "system/human", "2001-01-01T00:00:00Z").is(404).detail())
        .contains("before the first commit");
    server().get("/v1/blocks/" + id + "?at=2001-01-01T00:00:00Z").is(404);
    block(agent, "system/human", "nonsense").is(422);
    server().get("/v1/blocks/" + id + "?at=nonsense").is(422);
    server().get(agent.path() + "/core-memory/blocks?at=nonsense").is(422);
    block(agent, "../x", "HEAD").is(404);
  }

  @Test
  void blockKeepsItsIdBackThroughRenames() {
    TestAgent agent = agentWithGit("human", "one\ntwo\nthree\n", "persona", "p\n");
    String commit = clone(agent).head();
    String id = agent.blockId("system/human");
    agent.patch("system/human", object("label", "people/ada")).ok();

    assertThat(block(agent, "system/human", commit).ok().id()).isEqualTo(id);
    assertThat(server().get("/v1/blocks/" + id + "?at=" + commit).ok().at("label"))
        .isEqualTo("system/human");
    block(agent, "people/ada", commit).is(404);
  }

  @Test
  void commitInTheMiddleOfAPushHasTheBlocksThatItsFilesSay() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);
    clone.write("notes/a.md", "one\ntwo\nthree\n").write("notes/gone.md", "x\n").commit("Add");
    String middle = clone.head();
    clone.move("notes/a.md", "notes/b.md").remove("notes/gone.md").commitAndPush("Move").ok();

    assertThat(labels(agent, middle)).containsExactly("notes/a", "notes/gone", "system/human");
    assertThat(block(agent, "notes/a", middle).ok().id()).isEqualTo(agent.blockId("notes/b"));
    String derived = block(agent, "notes/gone", middle).ok().id();
    assertThat(derived)
        .matches("block-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(block(agent, "notes/gone", middle).ok().id()).isEqualTo(derived);
  }

  @Test
  void branchIsReadWithTheBlocksThatItsFilesSay() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);
    clone.git("checkout", "-q", "-b", "reflection").ok();
    clone.write("system/human.md", clone.read("system/human.md") + "thought\n");
    clone.write("notes/a.md", "a\n").commitAndPush("Reflect").ok();

    assertThat(block(agent, "system/human", "reflection").ok().at("value"))
        .isEqualTo("h\nthought\n");
    assertThat(block(agent, "system/human", "reflection").ok().id())
        .isEqualTo(agent.blockId("system/human"));
    assertThat(labels(agent, "reflection")).containsExactly("notes/a", "system/human");
    assertThat(labels(agent, "HEAD")).containsExactly("system/human");
  }

  @Test
  void pastIsThereAfterGitMemoryWasDisabled() {
    TestAgent agent = agentWithGit("human", "h\n");
    String commit = clone(agent).head();
    agent.memory("disable").ok();
    agent.setValue("system/human", "plain\n");

    assertThat(block(agent, "system/human", commit).ok().at("value")).isEqualTo("h\n");
    assertThat(server().get(agent.path() + "/memory/history").ok().list("commits")).hasSize(1);
    assertThat(server().get(agent.path() + "/memory/prompt?at=" + commit).ok().text())
        .contains("\nh\n");
  }

  @Test
  void agentWithoutGitMemoryIsToldHowToEnableIt() {
    TestAgent agent = plainAgent("human", "h\n");

    assertThat(block(agent, "human", "HEAD").is(404).detail()).contains("git-memory-enabled");
    assertThat(server().get("/v1/blocks/" + agent.blockId("human") + "?at=HEAD").is(404).detail())
        .contains("git memory");
  }

  @Test
  void listOfThePastIsPagedAsTheListOfNow() {
    TestAgent agent = agentWithGit("a", "1\n", "b", "2\n", "c", "3\n", "d", "4\n");
    String list = agent.path() + "/core-memory/blocks?limit=2";
    List<String> ids = server().get(agent.path() + "/core-memory/blocks").ok().each("id");

    for (String page :
        List.of(
            "",
            "&order=asc",
            "&after=" + ids.get(1),
            "&before=" + ids.get(2),
            "&order=asc&after=" + ids.get(2),
            "&order=asc&before=" + ids.get(1))) {
      assertThat(server().get(list + page + "&at=HEAD").ok().each("id"))
          .as(page)
          .isEqualTo(server().get(list + page).ok().each("id"));
    }
  }

  @Test
  void promptIsThatOfTheTimeWithAllOtherFiles() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);
    clone
        .write("data.csv", "1\n")
        .write("skills/a/more.md", "---\ndescription: More\n---\n")
        .commitAndPush("Add")
        .ok();
    String then = server().get(agent.path() + "/memory/prompt").ok().text();
    agent.setValue("system/human", "new\n");

    Answer prompt = server().get(agent.path() + "/memory/prompt?at=" + clone.head()).ok();

    assertThat(prompt.text())
        .isEqualTo(then)
        .contains("- data.csv\n", "- skills/a/more.md: More\n");
    assertThat(prompt.header("Mneme-Tokens"))
        .isEqualTo(String.valueOf((then.codePointCount(0, then.length()) + 3) / 4));
    assertThat(server().post(agent.path() + "/recompile", null).ok().json())
        .isEqualTo(server().get(agent.path() + "/memory/prompt").ok().text());
  }

  @Test
  void nothingOfTheHiddenRefCanBeReadByItsId() {
    TestAgent agent = agentWithGit("human", "h\n");
    agent.patch("system/human", object("tags", List.of("hidden-tag"))).ok();

    for (String id : hiddenIds(agent)) {
      for (String path :
          List.of(
              "memory/commits/" + id,
              "memory/files?at=" + id,
              "memory/files/agent.json?at=" + id,
              "memory/diff?from=HEAD&to=" + id,
              "memory/export?at=" + id,
              "memory/prompt?at=" + id,
              "memory/commits/" + id.substring(0, 8),
              "memory/blame/agent.json?at=" + id,
              "core-memory/blocks?at=" + id,
              "core-memory/blocks/agent?at=" + id)) {
        assertThat(server().get(agent.path() + "/" + path).is(404).text())
            .as(path)
            .doesNotContain("hidden-tag");
      }
    }
  }

  private List<String> hiddenIds(TestAgent agent) {
    Clock clock = Clock.systemUTC();
    try (var store = new FileObjectStore(server().data().resolve("objects"), clock);
        var fetches = Executors.newVirtualThreadPerTaskExecutor();
        var logs = new RepositoryLogs(store, "test", clock, new Random(1), fetches)) {
      MemoryView view =
          new MemoryRepositories(logs).of(new dev.mneme.agent.AgentId(agent.id())).current();
      return List.of(
          view.agentId().orElseThrow().hex(),
          view.blockStateId("system/human.md").orElseThrow().hex(),
          view.file("system/human.md").orElseThrow().hex());
    }
  }
}
