package dev.mneme.journeys;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Answer;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClone;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A block that several agents have is one block, in the repository of each: git.md §4. */
class SharedBlocksTest extends Journey {
  private TestAgent one;
  private TestAgent two;
  private String shared;

  @BeforeEach
  void share() {
    one = agentWithGit("human", "one\n");
    two = agentWithGit("human", "two\n");
    shared = server().newBlock("team/plan", "begin\n");
    one.attach(shared).ok();
    two.attach(shared).ok();
  }

  @Test
  void writeOverRestIsCommittedInEveryRepository() {
    server().patch("/v1/blocks/" + shared, object("value", "by id\n")).ok();
    two.setValue("team/plan", "by two\n");

    for (TestAgent agent : List.of(one, two)) {
      TestClone clone = clone(agent);
      assertThat(clone.read("team/plan.md")).endsWith("---\nby two\n");
      assertThat(clone.log("%s", "-2"))
          .containsExactly("Update team/plan block", "Update team/plan block");
      assertThat(agent.value("team/plan")).isEqualTo("by two\n");
    }
    assertThat(sources(one)).containsExactly(two.id());
  }

  @Test
  void pushIsCommittedInTheOtherRepositoryAndThePusherReadsSo() {
    TestClone clone = clone(one);

    var push = clone.write("team/plan.md", "pushed\n").commitAndPush("Plan").ok();

    assertThat(push.remote())
        .anyMatch(line -> line.startsWith("✓ team/plan") && line.endsWith("also in " + two.id()));
    assertThat(two.value("team/plan")).isEqualTo("pushed\n");
    assertThat(clone(two).read("team/plan.md")).endsWith("pushed\n");
    assertThat(sources(two)).containsExactly(one.id());
    assertThat(clone.pull().ok().stderr()).isEmpty();
    assertThat(clone.log("%s", "-1")).containsExactly("Plan");
  }

  @Test
  void commitInTheOtherRepositoryIsOnTopOfItsOwnTip() {
    TestClone other = clone(two);
    other.write("notes/mine.md", "m\n").commitAndPush("Mine").ok();

    clone(one).write("team/plan.md", "pushed\n").commitAndPush("Plan").ok();

    other.pull().ok();
    assertThat(other.log("%s", "-2")).containsExactly("Update team/plan block", "Mine");
  }

  @Test
  void renameOverRestIsARenameEverywhere() {
    one.patch("team/plan", object("label", "team/goal")).ok();

    for (TestAgent agent : List.of(one, two)) {
      assertThat(clone(agent).files()).containsExactly("system/human.md", "team/goal.md");
      assertThat(agent.blockId("team/goal")).isEqualTo(shared);
    }
  }

  @Test
  void renameByPushIsARenameEverywhere() {
    clone(one).move("team/plan.md", "team/goal.md").commitAndPush("Rename").ok();

    for (TestAgent agent : List.of(one, two)) {
      assertThat(clone(agent).files()).containsExactly("system/human.md", "team/goal.md");
      assertThat(agent.blockId("team/goal")).isEqualTo(shared);
    }
    assertThat(clone(two).log("%(trailers:key=Source-Agent,valueonly)", "-1").getFirst())
        .isEqualTo(one.id());
  }

  @Test
  void renameByPushToALabelTakenElsewhereMakesABlockOfItsOwn() {
    two.attach(server().newBlock("team/goal", "of two\n")).ok();

    clone(one).move("team/plan.md", "team/goal.md").commitAndPush("Rename").ok();

    assertThat(one.blockId("team/goal")).isNotEqualTo(shared);
    assertThat(one.value("team/goal")).isEqualTo("begin\n");
    assertThat(two.blockId("team/plan")).isEqualTo(shared);
    assertThat(two.value("team/goal")).isEqualTo("of two\n");
    assertThat(two.labels()).containsExactly("system/human", "team/goal", "team/plan");
  }

  @Test
  void renameOverRestToALabelTakenElsewhereIsRefused() {
    two.attach(server().newBlock("team/goal", "of two\n")).ok();

    one.patch("team/plan", object("label", "team/goal")).is(409);

    assertThat(one.labels()).containsExactly("system/human", "team/plan");
  }

  @Test
  void detachingInOneAgentLeavesTheOtherAlone() {
    clone(one).remove("team/plan.md").commitAndPush("Leave").ok();
    two.setValue("team/plan", "alone\n");

    assertThat(one.labels()).containsExactly("system/human");
    assertThat(clone(one).files()).containsExactly("system/human.md");
    assertThat(two.value("team/plan")).isEqualTo("alone\n");
  }

  @Test
  void agentWithoutGitSharesTheSameBlock() {
    TestAgent plain = plainAgent("human", "p\n");
    plain.attach(shared).ok();

    clone(one).write("team/plan.md", "pushed\n").commitAndPush("Plan").ok();
    assertThat(plain.value("team/plan")).isEqualTo("pushed\n");
    plain.setValue("team/plan", "from the plain one\n");

    assertThat(clone(one).read("team/plan.md")).endsWith("from the plain one\n");
    assertThat(clone(two).read("team/plan.md")).endsWith("from the plain one\n");
  }

  @Test
  void disabledAgentKeepsItsRepositoryAsItWasAndCatchesUpWhenItResumes() {
    two.memory("disable").ok();
    one.setValue("team/plan", "meanwhile\n");
    assertThat(clone(two).read("team/plan.md")).endsWith("begin\n");
    assertThat(two.value("team/plan")).isEqualTo("meanwhile\n");

    two.memory("enable").ok();

    assertThat(clone(two).read("team/plan.md")).endsWith("meanwhile\n");
    assertThat(clone(two).log("%s", "-1")).containsExactly("Resume git memory");
  }

  @Test
  void writesAtTheSameTimeConverge() {
    List<CompletableFuture<Answer>> writes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String value = "value " + i + "\n";
      TestAgent agent = i % 2 == 0 ? one : two;
      writes.add(inBackground(() -> agent.patch("team/plan", object("value", value))));
    }
    writes.forEach(write -> write.join().ok());

    String value = one.value("team/plan");
    assertThat(two.value("team/plan")).isEqualTo(value);
    assertThat(clone(one).read("team/plan.md")).endsWith("---\n" + value);
    assertThat(clone(two).read("team/plan.md")).endsWith("---\n" + value);
  }

  @Test
  void pushesAtTheSameTimeConverge() {
    TestClone first = clone(one).write("team/plan.md", "first\n").commit("First");
    TestClone second = clone(two).write("team/plan.md", "second\n").commit("Second");

    var pushes = List.of(inBackground(first::push), inBackground(second::push));
    pushes.forEach(CompletableFuture::join);

    String value = one.value("team/plan");
    assertThat(two.value("team/plan")).isEqualTo(value);
    assertThat(clone(one).read("team/plan.md")).endsWith(value);
    assertThat(clone(two).read("team/plan.md")).endsWith(value);
  }

  private List<String> sources(TestAgent agent) {
    return clone(agent).log("%(trailers:key=Source-Agent,valueonly)", "-1").stream()
        .filter(line -> !line.isBlank())
        .toList();
  }

  private static <T> CompletableFuture<T> inBackground(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, task -> Thread.ofVirtual().start(task));
  }
}
