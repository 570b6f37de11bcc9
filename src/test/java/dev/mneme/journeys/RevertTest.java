package dev.mneme.journeys;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Answer;
import dev.mneme.testing.GitResult;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClone;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code POST …/memory/revert}: commits, or all of a run, undone by one more commit. */
class RevertTest extends Journey {
  private static final String TEN = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";

  static LongStream seeds() {
    long first = Long.getLong("mneme.history.seed", 1);
    return LongStream.range(first, first + Integer.getInteger("mneme.histories", 4));
  }

  private Answer revert(TestAgent agent, Object body) {
    return server().post(agent.path() + "/memory/revert", body);
  }

  private Answer undo(TestAgent agent, String... commits) {
    return revert(agent, object("commits", List.of(commits)));
  }

  private String head(TestAgent agent) {
    return server().get(agent.path() + "/memory/commits/HEAD").ok().textAt("sha");
  }

  private static String treeOf(TestClone clone, String commit) {
    return clone.git("rev-parse", commit + "^{tree}").ok().line();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void undoneCommitLeavesTheTreeThatGitLeaves(long seed) {
    Random random = new Random(seed);
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);
    RandomTree tree = new RandomTree(random, clone);
    for (int i = 0; i < 10; i++) {
      tree.change();
      clone.commit("Change " + i);
    }
    clone.push("-o", "mneme.allow-secrets").ok();
    String last = clone.head();

    String parent = clone.git("rev-parse", "HEAD~").ok().line();
    undo(agent, last).ok();
    clone.git("fetch", "-q").ok();
    assertThat(treeOf(clone, "origin/main")).as("seed %d", seed).isEqualTo(treeOf(clone, parent));

    for (String commit : clone.log("%H", "--skip=1", "--max-count=8")) {
      clone.git("reset", "-q", "--hard", "origin/main").ok();
      GitResult byGit = clone.git("revert", "--no-commit", commit);
      Answer answer = undo(agent, commit);
      String story = "seed %d, %s: %s%s".formatted(seed, commit, byGit.stderr(), answer.text());
      assertThat(answer.status()).as(story).isEqualTo(byGit.status() == 0 ? 200 : 409);
      clone.git("fetch", "-q").ok();
      if (byGit.status() == 0) {
        String byGitAlone = clone.git("write-tree").ok().line();
        assertThat(treeOf(clone, "origin/main")).as(story).isEqualTo(byGitAlone);
      }
    }
  }

  @Test
  void commitIsUndoneAndWhatCameSinceStays() {
    TestAgent agent = agentWithGit("human", TEN);
    String first =
        agent
            .patch("system/human", object("value", TEN.replace("2\n", "two\n")))
            .ok()
            .header("Mneme-Commit");
    agent.setValue("system/human", TEN.replace("2\n", "two\n").replace("8\n", "eight\n"));

    Answer reverted = undo(agent, first.substring(0, 8)).ok();

    assertThat(agent.value("system/human")).isEqualTo(TEN.replace("8\n", "eight\n"));
    assertThat(reverted.at("message"))
        .isEqualTo(
            "Revert \"Update system/human block\"\n\nThis reverts commit %s.".formatted(first));
    Answer again = undo(agent, first).ok();
    assertThat(again.at("sha")).isEqualTo(reverted.at("sha"));
    assertThat(again.header("Mneme-Warning")).contains("nothing was changed");
  }

  @Test
  void whatIsMergedKeepsTheEndsOfItsLines() {
    for (String text :
        List.of("1\n2\n3\n4\n5\n6", "1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n", "1\n2\n3\n4\n\n")) {
      TestAgent agent = agentWithGit("human", text);
      String first =
          agent
              .patch("system/human", object("value", text.replace("1", "one")))
              .ok()
              .header("Mneme-Commit");
      agent.setValue("system/human", text.replace("1", "one").replace("4", "four"));

      undo(agent, first).ok();

      assertThat(agent.value("system/human")).isEqualTo(text.replace("4", "four"));
    }
  }

  @Test
  void conflictIsAnsweredAsData() {
    TestAgent agent = agentWithGit("human", "one\n", "persona", "p\n");
    String first =
        agent.patch("system/human", object("value", "two\n")).ok().header("Mneme-Commit");
    agent.setValue("system/human", "three\n");
    String head = head(agent);

    Answer refused = undo(agent, first).is(409);

    assertThat(refused.detail()).contains(first);
    assertThat(refused.at("conflicts", 0, "path")).isEqualTo("system/human.md");
    assertThat(refused.textAt("conflicts", 0, "base")).endsWith("two\n");
    assertThat(refused.textAt("conflicts", 0, "ours")).endsWith("three\n");
    assertThat(refused.textAt("conflicts", 0, "theirs")).endsWith("one\n");
    assertThat(refused.textAt("conflicts", 0, "blob_ids", "ours"))
        .isEqualTo(
            server()
                .get(agent.path() + "/memory/files/system/human.md")
                .ok()
                .header("ETag")
                .replace("\"", ""));
    assertThat(refused.header("X-Should-Retry")).isEqualTo("false");
    assertThat(head(agent)).isEqualTo(head);
    assertThat(agent.value("system/human")).isEqualTo("three\n");
  }

  @Test
  void wholeRunIsUndoneAndTheCommitsInBetweenStay() {
    TestAgent agent = agentWithGit("human", TEN, "persona", "p\n");
    inRun("run-7", agent, "system/human", TEN.replace("1\n", "x\n"));
    agent.setValue("system/persona", "p 2\n");
    inRun("run-8", agent, "system/human", TEN.replace("1\n", "x\n").replace("9\n", "y\n"));
    inRun("run-7", agent, "system/human", TEN.replace("1\n", "xx\n").replace("9\n", "y\n"));
    String created = server().newBlock("system/plan", "x\n");
    server()
        .client()
        .with("Mneme-Run", "run-7")
        .patch(agent.path() + "/core-memory/blocks/attach/" + created, null)
        .ok();

    Answer reverted = revert(agent, object("run", "run-7")).ok();

    assertThat(agent.value("system/human")).isEqualTo(TEN.replace("9\n", "y\n"));
    assertThat(agent.value("system/persona")).isEqualTo("p 2\n");
    assertThat(agent.labels()).containsExactly("system/human", "system/persona");
    assertThat(reverted.textAt("message")).startsWith("Revert run run-7\n\nThis reverts commit ");
    server().get("/v1/blocks/" + created).ok();
  }

  private void inRun(String run, TestAgent agent, String label, String value) {
    server().client().with("Mneme-Run", run).patch(agent.path(label), object("value", value)).ok();
  }

  @Test
  void commitsAreUndoneInAnyOrderAndOnce() {
    TestAgent agent = agentWithGit("human", "0\n");
    String one = agent.patch("system/human", object("value", "1\n")).ok().header("Mneme-Commit");
    String two = agent.patch("system/human", object("value", "2\n")).ok().header("Mneme-Commit");

    Answer reverted =
        revert(agent, object("commits", List.of(one, two, one), "message", "Sorry.")).ok();

    assertThat(agent.value("system/human")).isEqualTo("0\n");
    assertThat(reverted.at("message")).isEqualTo("Sorry.");
  }

  @Test
  void blockWhoseDetachmentIsUndoneIsItselfAgain() {
    TestAgent agent = agentWithGit("human", "h\n", "persona", "p\n");
    agent.patch("system/human", object("limit", 500)).ok();
    Answer was = agent.get("system/human").ok();
    agent.detach(was.id()).ok();

    undo(agent, head(agent)).ok();

    assertThat(agent.get("system/human").ok().text()).isEqualTo(was.text());
  }

  @Test
  void renameIsUndoneAndTheBlockKeepsItsId() {
    TestAgent agent = agentWithGit("human", TEN, "persona", "p\n");
    String id = agent.blockId("system/human");
    String renamed =
        agent.patch("system/human", object("label", "notes/me")).ok().header("Mneme-Commit");
    agent.setValue("notes/me", TEN + "11\n");

    undo(agent, renamed).ok();

    assertThat(agent.blockId("system/human")).isEqualTo(id);
    assertThat(agent.value("system/human")).isEqualTo(TEN + "11\n");
    assertThat(agent.labels()).containsExactly("system/human", "system/persona");
  }

  @Test
  void fileIsFoundWhereItHasBeenRenamedTo() {
    TestAgent agent = agentWithGit("human", TEN);
    String edited =
        agent
            .patch("system/human", object("value", TEN.replace("2\n", "two\n")))
            .ok()
            .header("Mneme-Commit");
    agent.patch("system/human", object("label", "notes/me")).ok();

    undo(agent, edited).ok();

    assertThat(agent.value("notes/me")).isEqualTo(TEN);
    assertThat(agent.labels()).containsExactly("notes/me");
  }

  @Test
  void changeOfWhatIsGoneIsAConflict() {
    TestAgent agent = agentWithGit("human", "h\n", "persona", "p\n");
    String edited = agent.patch("system/human", object("value", "x\n")).ok().header("Mneme-Commit");
    agent.detach(agent.blockId("system/human")).ok();

    Answer refused = undo(agent, edited).is(409);

    assertThat(refused.at("conflicts", 0, "ours")).isNull();
    assertThat(refused.textAt("conflicts", 0, "theirs")).endsWith("h\n");
  }

  @Test
  void firstCommitAndMergesAreRefusedWithWhatToDo() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);
    clone.git("checkout", "-q", "-b", "side").ok();
    clone.write("a.md", "a\n").commit("Side").git("checkout", "-q", "main").ok();
    clone.write("b.md", "b\n").commit("Main");
    clone.git("merge", "-q", "--no-edit", "side").ok();
    clone.push().ok();
    String first = clone.log("%H").getLast();

    assertThat(undo(agent, first).is(422).detail()).contains(first, "first", "restore");
    assertThat(undo(agent, "HEAD").is(422).detail())
        .contains("merge", clone.git("rev-parse", "HEAD^2").ok().line());
    assertThat(head(agent)).isEqualTo(clone.head());
    undo(agent, clone.git("rev-parse", "HEAD^2").ok().line()).ok();
    assertThat(agent.labels()).containsExactly("b", "system/human");
  }

  @Test
  void commitOfAnotherBranchIsNothingToUndo() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);
    clone.git("checkout", "-q", "-b", "side").ok();
    clone.write("a.md", "a\n").commitAndPush("Side").ok();

    assertThat(undo(agent, "side").is(422).detail()).contains(clone.head(), "history of main");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(422, object(), "either"),
        Arguments.of(422, object("commits", List.of()), "either"),
        Arguments.of(422, object("commits", List.of("HEAD"), "run", "r"), "either"),
        Arguments.of(422, object("commits", "HEAD"), "list"),
        Arguments.of(422, object("commits", List.of(7)), "string"),
        Arguments.of(404, object("commits", List.of("1234567")), "1234567"),
        Arguments.of(404, object("commits", List.of("; rm -rf /")), "rm -rf"),
        Arguments.of(404, object("commits", List.of("refs/mneme/state")), "state"),
        Arguments.of(404, object("run", "none"), "none"),
        Arguments.of(422, object("commits", List.of("HEAD"), "message", ""), "message"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void badOrderIsRefusedAndNothingChanges(int status, Object body, String words) {
    TestAgent agent = agentWithGit("human", "h\n");
    agent.setValue("system/human", "h 2\n");
    String head = head(agent);

    assertThat(revert(agent, body).is(status).detail()).contains(words);

    assertThat(head(agent)).isEqualTo(head);
  }
}
