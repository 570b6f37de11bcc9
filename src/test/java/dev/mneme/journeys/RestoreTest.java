package dev.mneme.journeys;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Answer;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClone;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code POST …/memory/restore}: blocks, or all of a memory, as they were. */
class RestoreTest extends Journey {

  static LongStream seeds() {
    long first = Long.getLong("mneme.history.seed", 1);
    return LongStream.range(first, first + Integer.getInteger("mneme.histories", 4));
  }

  private Answer restore(TestAgent agent, Object body) {
    return server().post(agent.path() + "/memory/restore", body);
  }

  private String head(TestAgent agent) {
    return server().get(agent.path() + "/memory/commits/HEAD").ok().textAt("sha");
  }

  private String blocks(TestAgent agent, String query) {
    return server().get(agent.path() + "/core-memory/blocks?limit=1000" + query).ok().text();
  }

  private static String treeOf(TestClone clone, String commit) {
    return clone.git("rev-parse", commit + "^{tree}").ok().line();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void memoryRestoredToAnyCommitIsWhatItWasThere(long seed) {
    Random random = new Random(seed);
    TestAgent agent = agentWithGit("human", "h\n", "persona", "p\n");
    TestClone clone = clone(agent);
    RandomTree tree = new RandomTree(random, clone);
    Set<String> moved = new HashSet<>();
    for (int i = 0; i < 6; i++) {
      tree.change();
      clone.commit("Change " + i);
      tree.change();
      clone.commit("And " + i).push("-o", "mneme.allow-secrets").ok();
      moved.add(clone.head());
      agent.patch("system/persona", object("limit", 100 + i, "tags", List.of("t" + i)));
      clone.git("pull", "-q").ok();
    }
    List<String> commits = clone.log("%H");

    for (int i = 0; i < 5; i++) {
      String to = commits.get(random.nextInt(commits.size()));
      String then = blocks(agent, "&at=" + to);
      String before = head(agent);
      Answer restored = restore(agent, object("to", to)).ok();

      String story = "seed %d, to %s".formatted(seed, to);
      clone.git("fetch", "-q").ok();
      assertThat(treeOf(clone, "origin/main")).as(story).isEqualTo(treeOf(clone, to));
      if (moved.contains(to)) {
        assertThat(blocks(agent, "")).as(story).isEqualTo(then);
      }
      assertThat(clone.git("rev-parse", "origin/main").ok().line())
          .isEqualTo(restored.textAt("sha"));
      if (!restored.textAt("sha").equals(before)) {
        assertThat(restored.list("parents")).as(story).containsExactly(before);
      }
    }
  }

  @Test
  void namedBlocksComeBackAndNothingElse() {
    TestAgent agent = agentWithGit("human", "h\n", "persona", "p\n");
    agent.patch("system/human", object("limit", 500, "tags", List.of("old"))).ok();
    String then = head(agent);
    agent.patch("system/human", object("value", "h 2\n", "limit", 600, "tags", List.of())).ok();
    agent.setValue("system/persona", "p 2\n");

    Answer restored =
        restore(agent, object("to", then.substring(0, 9), "labels", List.of("system/human"))).ok();

    assertThat(restored.at("message")).isEqualTo("Restore system/human to " + then.substring(0, 8));
    assertThat(restored.list("files_changed")).containsExactly("system/human.md");
    Answer human = agent.get("system/human").ok();
    assertThat(human.at("value")).isEqualTo("h\n");
    assertThat(human.at("limit")).isEqualTo(500L);
    assertThat(human.list("tags")).containsExactly("old");
    assertThat(agent.value("system/persona")).isEqualTo("p 2\n");
  }

  @Test
  void commitSaysWhatTheCallerSays() {
    TestAgent agent = agentWithGit("human", "h\n");
    String then = head(agent);
    agent.setValue("system/human", "h 2\n");

    Answer restored =
        server()
            .client()
            .with("Mneme-Author-Kind", "human")
            .post(
                agent.path() + "/memory/restore",
                object("to", object("ref", then), "labels", List.of("human"), "message", "Back."))
            .ok();

    assertThat(restored.at("message")).isEqualTo("Back.");
    assertThat(restored.at("author", "kind")).isEqualTo("human");
    assertThat(agent.value("system/human")).isEqualTo("h\n");
  }

  @Test
  void blockThatWasDeletedComesBackUnderItsId() {
    TestAgent agent = agentWithGit("human", "h\n", "persona", "p\n");
    agent.patch("system/human", object("limit", 500)).ok();
    Answer was = agent.get("system/human").ok();
    String then = head(agent);
    server().delete("/v1/blocks/" + was.id()).ok();

    restore(agent, object("to", then)).ok();

    assertThat(agent.get("system/human").ok().text()).isEqualTo(was.text());
    assertThat(server().get("/v1/blocks/" + was.id()).ok().text()).isEqualTo(was.text());
  }

  @Test
  void blockThatWasRenamedGoesBackAndKeepsItsId() {
    TestAgent agent = agentWithGit("human", "h\n", "persona", "p\n");
    String then = head(agent);
    String id = agent.blockId("system/human");
    agent.patch("system/human", object("label", "notes/me", "value", "all new\n")).ok();

    restore(agent, object("to", then, "labels", List.of("notes/me"))).ok();

    assertThat(agent.labels()).containsExactly("system/human", "system/persona");
    assertThat(agent.blockId("system/human")).isEqualTo(id);
    assertThat(agent.value("system/human")).isEqualTo("h\n");
  }

  @Test
  void blockThatLivesOnElsewhereIsNotTakenFromThere() {
    TestAgent agent = agentWithGit("human", "h\n");
    String then = head(agent);
    String id = agent.blockId("system/human");
    agent.patch("system/human", object("label", "notes/me")).ok();

    restore(agent, object("to", then, "labels", List.of("system/human"))).ok();

    assertThat(agent.labels()).containsExactly("notes/me", "system/human");
    assertThat(agent.blockId("notes/me")).isEqualTo(id);
    assertThat(agent.value("system/human")).isEqualTo("h\n");
  }

  @Test
  void blockThatWasWrittenWithoutGitSinceIsNotWrittenOver() {
    TestAgent agent = agentWithGit("human", "h\n", "persona", "p\n");
    String then = head(agent);
    String id = agent.blockId("system/human");
    agent.detach(id).ok();
    server().patch("/v1/blocks/" + id, object("value", "only here\n")).ok();

    restore(agent, object("to", then)).ok();

    assertThat(agent.value("system/human")).isEqualTo("h\n");
    assertThat(server().get("/v1/blocks/" + id).ok().at("value")).isEqualTo("only here\n");
  }

  @Test
  void blockThatWasDetachedComesBackAsItself() {
    TestAgent agent = agentWithGit("human", "h\n", "persona", "p\n");
    String then = head(agent);
    String id = agent.blockId("system/human");
    agent.detach(id).ok();

    restore(agent, object("to", then)).ok();

    assertThat(agent.blockId("system/human")).isEqualTo(id);
  }

  @Test
  void blockThatWasNotThereIsDetached() {
    TestAgent agent = agentWithGit("human", "h\n");
    String then = head(agent);
    agent.attach(server().newBlock("system/plan", "x\n")).ok();
    String id = agent.blockId("system/plan");

    restore(agent, object("to", then, "labels", List.of("plan"))).ok();

    assertThat(agent.labels()).containsExactly("system/human");
    server().get("/v1/blocks/" + id).ok();
  }

  @Test
  void sharedBlockComesBackEverywhere() {
    TestAgent one = agentWithGit("human", "h\n");
    TestAgent two = agentWithGit("persona", "p\n");
    two.attach(one.blockId("system/human")).ok();
    String then = head(one);
    two.setValue("system/human", "h 2\n");

    restore(one, object("to", then)).ok();

    assertThat(two.value("system/human")).isEqualTo("h\n");
    assertThat(clone(two).read("system/human.md")).endsWith("h\n");
  }

  @Test
  void whatIsLikeThatAlreadyMakesNoCommit() {
    TestAgent agent = agentWithGit("human", "h\n");

    Answer restored = restore(agent, object("to", "HEAD")).ok();

    assertThat(restored.at("message")).isEqualTo("Initial commit");
    assertThat(restored.header("Mneme-Warning")).contains("nothing was changed");
  }

  @Test
  void restoredMemoryIsRebuiltTheSame() {
    TestAgent agent = agentWithGit("human", "h\n", "persona", "p\n");
    agent.patch("system/human", object("limit", 500, "metadata", object("k", 1))).ok();
    String then = head(agent);
    server().delete("/v1/blocks/" + agent.blockId("system/human")).ok();
    agent.patch("system/persona", object("label", "notes/p")).ok();
    restore(agent, object("to", then)).ok();
    var kept = agent.state();

    agent.memory("rebuild").ok();

    assertThat(agent.state()).isEqualTo(kept);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(422, object(), "to"),
        Arguments.of(422, object("to", 7), "string"),
        Arguments.of(422, object("to", "last tuesday"), "no point in time"),
        Arguments.of(422, object("to", "../../etc"), "no point in time"),
        Arguments.of(404, object("to", "1234567"), "No commit"),
        Arguments.of(404, object("to", "2001-01-01T00:00:00Z"), "before the first commit"),
        Arguments.of(422, object("to", "HEAD", "labels", List.of()), "at least one"),
        Arguments.of(422, object("to", "HEAD", "labels", "human"), "list"),
        Arguments.of(422, object("to", "HEAD", "labels", List.of("../x")), ".."),
        Arguments.of(404, object("to", "HEAD", "labels", List.of("human", "none")), "none"),
        Arguments.of(422, object("to", "HEAD", "message", " "), "message"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void badOrderIsRefusedAndNothingChanges(int status, Object body, String words) {
    TestAgent agent = agentWithGit("human", "h\n");
    String head = head(agent);

    assertThat(restore(agent, body).is(status).detail()).contains(words);

    assertThat(head(agent)).isEqualTo(head);
  }

  @Test
  void onlyMemoryInGitHasAPast() {
    TestAgent paused = agentWithGit("human", "h\n");
    paused.memory("disable").ok();

    restore(plainAgent("human", "h\n"), object("to", "HEAD")).is(404);
    restore(paused, object("to", "HEAD")).is(403);
  }
}
