package dev.mneme.journeys;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClone;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Git memory is enabled, disabled, resumed and deleted: git.md §4. */
class LifeCycleTest extends Journey {
  private static final String TAG = "git-memory-enabled";

  @Test
  void memoryEnabledAtBirthIsOneCommitWithEveryBlockUnderSystem() {
    TestAgent agent = agentWithGit("human", "h\n", "system/persona", "p\n", "letta/town", "t\n");

    TestClone clone = clone(agent);

    assertThat(clone.log("%s")).containsExactly("Initial commit");
    assertThat(clone.files())
        .containsExactly("system/human.md", "system/letta/town.md", "system/persona.md");
    assertThat(agent.labels())
        .containsExactly("system/human", "system/letta/town", "system/persona");
    assertThat(clone.read("system/letta/town.md")).isEqualTo("---\ndescription: null\n---\nt\n");
    assertThat(agent.get("system/human").ok().textAt("description"))
        .startsWith("The human block: ");
    assertThat(agent.get("human").ok().textAt("label")).isEqualTo("system/human");
  }

  @Test
  void memoryEnabledLaterKeepsIdsAndRenamesBlocks() {
    TestAgent agent = plainAgent("human", "h\n", "letta/town", "t\n");
    String human = agent.blockId("human");

    agent.memory("enable").ok();

    assertThat(agent.labels()).containsExactly("system/human", "system/letta/town");
    assertThat(agent.blockId("system/human")).isEqualTo(human);
    assertThat(server().get(agent.path()).ok().list("tags")).containsExactly(TAG);
    assertThat(clone(agent).log("%s")).containsExactly("Initial commit");
  }

  @Test
  void enablingTwiceMakesNoCommit() {
    TestAgent agent = plainAgent("human", "h\n");
    agent.memory("enable").ok();
    String head = clone(agent).head();

    agent.memory("enable").ok();
    server().patch(agent.path(), object("tags", List.of(TAG, "other"))).ok();

    assertThat(clone(agent).head()).isEqualTo(head);
    assertThat(server().get(agent.path()).ok().list("tags")).containsExactly(TAG, "other");
  }

  @Test
  void enablingAtTheSameTimeMakesOneRepository() throws Exception {
    TestAgent agent = plainAgent("human", "h\n", "persona", "p\n");

    var all =
        java.util.stream.Stream.generate(() -> agent)
            .limit(6)
            .map(each ->
                java.util.concurrent.CompletableFuture.supplyAsync(
                    () -> each.memory("enable"), task -> Thread.ofVirtual().start(task)))
            .toList();
    all.forEach(answer -> answer.join().ok());

    assertThat(clone(agent).log("%s")).containsExactly("Initial commit");
    assertThat(agent.labels()).containsExactly("system/human", "system/persona");
  }

  @Test
  void collisionOfLabelsRefusesEnablingAndChangesNothing() {
    TestAgent agent = plainAgent("human", "a\n", "system/human", "b\n");
    var before = agent.state();

    var answer = agent.memory("enable").is(409);
    server().patch(agent.path(), object("tags", List.of(TAG))).is(409);

    assertThat(answer.detail()).contains("'human'", "'system/human'");
    assertThat(agent.state()).isEqualTo(before);
    assertThat(git().run(git().home(), "ls-remote", agent.remote()).fails().stderr())
        .contains("has no git memory");
  }

  @Test
  void labelThatIsNoPathRefusesEnablingAndChangesNothing() {
    TestAgent agent = plainAgent("no/../path", "a\n", "fine", "b\n");
    var before = agent.state();

    assertThat(agent.memory("enable").is(422).detail()).contains("..");

    assertThat(agent.state()).isEqualTo(before);
  }

  @Test
  void repositoryIsCreatedOnDemandByTheFirstClone() {
    TestAgent agent = agentWithGit();

    assertThat(clone(agent).files()).containsExactly(".letta/config.json");
  }

  @Test
  void disabledMemoryIsReadWithGitAndWrittenInRows() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);
    String head = clone.head();

    agent.memory("disable").ok();
    agent.setValue("system/human", "new\n");

    assertThat(server().get(agent.path()).ok().list("tags")).isEmpty();
    assertThat(clone(agent).head()).isEqualTo(head);
    clone.git("fetch", "-q").ok();
    clone.write("notes/a.md", "a\n");
    assertThat(clone.commitAndPush("Note").fails().stderr())
        .contains("disabled", TAG, "/memory/enable");
    assertThat(agent.value("system/human")).isEqualTo("new\n");
    assertThat(agent.labels()).containsExactly("system/human");
  }

  @Test
  void resumedMemoryIsOneCommitWithAllThatHappenedMeanwhile() {
    TestAgent agent =
        agentWithGit("changed", "c\n", "renamed", "r\n", "detached", "d\n", "same", "s\n");
    TestClone clone = clone(agent);
    String renamed = agent.blockId("system/renamed");
    agent.memory("disable").ok();
    agent.setValue("system/changed", "c2\n");
    agent.patch("system/renamed", object("label", "reference/renamed")).ok();
    agent.detach(agent.blockId("system/detached")).ok();
    agent.attach(server().newBlock("added", "a\n")).ok();

    agent.memory("enable").ok();

    clone.pull().ok();
    assertThat(clone.log("%s")).containsExactly("Resume git memory", "Initial commit");
    assertThat(clone.files())
        .containsExactly("added.md", "reference/renamed.md", "system/changed.md", "system/same.md");
    assertThat(clone.read("system/changed.md")).endsWith("---\nc2\n");
    assertThat(agent.blockId("reference/renamed")).isEqualTo(renamed);
    assertThat(agent.labels())
        .containsExactly("added", "reference/renamed", "system/changed", "system/same");
    clone.write("system/changed.md", "c3\n").commitAndPush("Go on").ok();
    assertThat(agent.value("system/changed")).isEqualTo("c3\n");
  }

  @Test
  void resumedMemoryWithoutChangesMakesNoCommit() {
    TestAgent agent = agentWithGit("human", "h\n");
    agent.memory("disable").ok();

    agent.memory("enable").ok();

    assertThat(clone(agent).log("%s")).containsExactly("Initial commit");
    clone(agent).write("notes/a.md", "a\n").commitAndPush("Note").ok();
    assertThat(agent.value("notes/a")).isEqualTo("a\n");
  }

  @Test
  void resumedMemoryKeepsFilesThatAreNoBlocks() {
    TestAgent agent = agentWithGit("human", "h\n");
    clone(agent).write("data/table.csv", "1,2\n").commitAndPush("Data").ok();
    agent.memory("disable").ok();
    agent.setValue("system/human", "h2\n");

    agent.memory("enable").ok();

    assertThat(clone(agent).files()).containsExactly("data/table.csv", "system/human.md");
  }

  @Test
  void deletedAgentIsGoneForGitAtOnceAndItsBlocksSurvive() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);
    String block = agent.blockId("system/human");

    server().delete(agent.path()).ok();

    assertThat(clone.git("fetch").fails().stderr()).contains("not found");
    assertThat(clone.write("a.md", "a").commitAndPush("a").fails().stderr()).contains("not found");
    assertThat(server().get("/v1/blocks/" + block).ok().textAt("value")).isEqualTo("h\n");
    assertThat(server().get("/v1/blocks/" + block + "/agents").ok().text()).isEqualTo("[]");
    server().get(agent.path()).is(404);
  }

  @Test
  void deletedBlockLeavesEveryRepositoryWithACommit() {
    TestAgent one = agentWithGit("keep", "k\n");
    TestAgent two = agentWithGit("keep", "k\n");
    String shared = server().newBlock("shared", "s\n");
    one.attach(shared).ok();
    two.attach(shared).ok();

    assertThat(server().delete("/v1/blocks/" + shared).ok().text()).isEqualTo("null");

    for (TestAgent agent : List.of(one, two)) {
      TestClone clone = clone(agent);
      assertThat(clone.files()).containsExactly("system/keep.md");
      assertThat(clone.log("%s", "-1")).containsExactly("Delete shared block");
      assertThat(agent.labels()).containsExactly("system/keep");
    }
    server().get("/v1/blocks/" + shared).is(404);
  }
}
