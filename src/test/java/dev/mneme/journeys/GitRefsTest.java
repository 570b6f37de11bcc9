package dev.mneme.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.GitResult;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClone;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which refs there are and how they move: git.md §1 and §8. */
class GitRefsTest extends Journey {
  private TestAgent agent;
  private TestClone clone;

  @BeforeEach
  void newAgent() {
    agent = agentWithGit("human", "one\n");
    clone = clone(agent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "2"})
  void onlyHeadBranchesAndTagsAreShown(String version) {
    clone.git("push", "-q", "origin", "HEAD:refs/heads/idea", "HEAD:refs/tags/v1").ok();

    var refs = clone.git("-c", "protocol.version=" + version, "ls-remote", "--symref", "origin");

    assertThat(refs.ok().lines().stream().map(line -> line.replaceFirst("^[0-9a-f]{40}", "id")))
        .containsExactlyInAnyOrder(
            "ref: refs/heads/main\tHEAD",
            "id\tHEAD",
            "id\trefs/heads/idea",
            "id\trefs/heads/main",
            "id\trefs/tags/v1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "2"})
  void hiddenRefsCannotBeFetched(String version) {
    String option = "protocol.version=" + version;

    clone.git("-c", option, "fetch", "origin", "refs/mneme/state").fails();
    clone.git("-c", option, "fetch", "origin", "refs/mneme/*:refs/stolen/*").ok();

    assertThat(clone.git("for-each-ref", "refs/stolen").ok().stdout()).isEmpty();
    assertThat(git().clone(agent.remote(), "--mirror").git("for-each-ref").ok().stdout())
        .doesNotContain("mneme");
  }

  @ParameterizedTest
  @ValueSource(strings = {"refs/mneme/state", "refs/mneme/other", "refs/notes/x", "refs/x"})
  void onlyBranchesAndTagsArePushed(String ref) {
    var before = agent.state();

    assertThat(clone.git("push", "origin", "+HEAD:" + ref).fails().stderr()).contains("rejected");
    clone.git("push", "origin", ":" + ref).fails();

    assertThat(agent.state()).isEqualTo(before);
    agent.memory("rebuild").ok();
    assertThat(agent.state()).isEqualTo(before);
  }

  @Test
  void mainCannotBeDeletedOrRewound() {
    String head = clone.head();
    clone.write("a.md", "a\n").commitAndPush("a").ok();

    assertThat(clone.git("push", "origin", ":main").fails().stderr()).contains("rejected");
    var forced = clone.git("push", "--force", "origin", head + ":refs/heads/main").fails();

    assertThat(forced.stderr()).contains("[rejected]", "non-fast-forward");
    assertThat(clone.git("ls-remote", "origin", "main").line()).startsWith(clone.head());
    assertThat(agent.value("a")).isEqualTo("a\n");
  }

  @Test
  void unrelatedHistoryCannotTakeTheirPlace() {
    TestClone other = git().init().write("x.md", "x\n").commit("Another root");

    var forced = other.git("push", "--force", agent.remote(), "main").fails();

    assertThat(forced.stderr()).contains("non-fast-forward");
    assertThat(agent.labels()).containsExactly("system/human");
  }

  @Test
  void otherBranchesAreCreatedRewoundAndDeletedAndFeedNoBlocks() {
    clone.git("checkout", "-q", "-b", "reflection/1").ok();
    clone.write("a.md", "a\n").commit("a").write("b.md", "b\n").commit("b").push().ok();
    assertThat(agent.labels()).containsExactly("system/human");

    clone.git("reset", "-q", "--hard", "HEAD~").ok();
    assertThat(clone.push().fails().stderr()).contains("[rejected]", "non-fast-forward");
    clone.push("--force").ok();
    assertThat(clone.git("ls-remote", "origin", "reflection/1").line()).startsWith(clone.head());
    clone.git("push", "origin", ":reflection/1").ok();

    assertThat(clone.git("ls-remote", "--heads", "origin").lines()).hasSize(1);
  }

  @Test
  void branchThatIsMergedFeedsTheBlocks() {
    clone.git("checkout", "-q", "-b", "idea").ok();
    clone.write("a.md", "a\n").commit("a").push().ok();
    clone.git("checkout", "-q", "main").ok();
    clone.write("b.md", "b\n").commit("b");
    clone.git("merge", "-q", "--no-ff", "-m", "Merge", "idea").ok();

    clone.push().ok();

    assertThat(agent.labels()).containsExactly("a", "b", "system/human");
  }

  @Test
  void tagsOfBothKindsArePushedAndDeleted() {
    clone.git("tag", "light").ok();
    clone.git("tag", "-a", "-m", "annotated", "heavy").ok();

    clone.git("push", "origin", "--tags").ok();
    assertThat(clone(agent).git("tag").ok().lines()).containsExactly("heavy", "light");
    clone.git("push", "origin", ":refs/tags/light").ok();

    assertThat(clone(agent).git("cat-file", "-t", "heavy").ok().line()).isEqualTo("tag");
    assertThat(clone(agent).git("tag").ok().lines()).containsExactly("heavy");
  }

  @Test
  void atomicPushIsAllOrNothing() {
    String head = clone.head();
    clone.write("a.md", "a\n").commit("a");
    clone.git("branch", "idea").ok();

    var refused =
        clone.git("push", "--atomic", "origin", "main", "idea", "+" + head + ":refs/x/y").fails();
    assertThat(refused.stderr()).contains("main -> main (transaction aborted)");
    assertThat(clone.git("ls-remote", "--heads", "origin").lines()).hasSize(1);
    assertThat(agent.labels()).containsExactly("system/human");
    clone.git("push", "--atomic", "origin", "main", "idea").ok();

    assertThat(clone.git("ls-remote", "--heads", "origin").lines()).hasSize(2);
    assertThat(agent.value("a")).isEqualTo("a\n");
  }

  @Test
  void withoutAtomicTheRefsThatPassArePushed() {
    clone.write("a.md", "a\n").commit("a");

    var push = clone.git("push", "origin", "main", "main:refs/x/y").fails();

    assertThat(push.stderr()).contains("only branches and tags can be pushed");
    assertThat(agent.value("a")).isEqualTo("a\n");
    assertThat(push.remote()).anyMatch(line -> line.startsWith("✓ a "));
  }

  @Test
  void pushOptionsAreTaken() {
    clone.write("a.md", "a\n").commit("a");

    clone.push("-o", "some.option=x").ok();

    assertThat(agent.value("a")).isEqualTo("a\n");
  }

  @Test
  void pushThatIsNotUpToDateIsRefusedInGitsWords() {
    agent.setValue("system/human", "two\n");
    clone.write("a.md", "a\n").commit("a");

    assertThat(clone.push().fails().stderr()).contains("! [rejected]", "(fetch first)");
    clone.git("fetch", "-q").ok();
    assertThat(clone.push().fails().stderr()).contains("! [rejected]", "(non-fast-forward)");
    clone.git("rebase", "-q", "origin/main").ok();
    clone.push().ok();

    assertThat(agent.value("a")).isEqualTo("a\n");
    assertThat(agent.value("system/human")).isEqualTo("two\n");
  }

  @Test
  void pushersAtTheSameTimeAllGetInSoonerOrLater() {
    List<CompletableFuture<Integer>> pushers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      TestClone own = clone(agent);
      String path = "notes/n" + i + ".md";
      pushers.add(
          CompletableFuture.supplyAsync(
              () -> pushUntilDone(own, path), task -> Thread.ofVirtual().start(task)));
    }
    pushers.forEach(CompletableFuture::join);

    assertThat(agent.labels())
        .containsExactly("notes/n0", "notes/n1", "notes/n2", "notes/n3", "system/human");
    TestClone after = clone(agent);
    assertThat(after.log("%s")).hasSize(5);
    after.git("fsck", "--full", "--strict").ok();
  }

  /** Pushes again after every refusal, which must be one that git's own clients understand. */
  private static int pushUntilDone(TestClone clone, String path) {
    clone.write(path, path + "\n").commit("Add " + path);
    for (int attempt = 1; attempt <= 20; attempt++) {
      GitResult push = clone.push();
      if (push.status() == 0) {
        return attempt;
      }
      assertThat(push.stderr()).containsAnyOf("fetch first", "non-fast-forward");
      clone.git("pull", "-q", "--rebase").ok();
    }
    throw new AssertionError("twenty pushes of " + path + " were refused");
  }
}
