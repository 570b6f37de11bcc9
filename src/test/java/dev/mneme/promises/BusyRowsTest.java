package dev.mneme.promises;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.config.Setting;
import dev.mneme.objects.ObjectStore;
import dev.mneme.testing.Answer;
import dev.mneme.testing.Git;
import dev.mneme.testing.HeldDatabase;
import dev.mneme.testing.InterceptedObjectStore;
import dev.mneme.testing.Moment;
import dev.mneme.testing.Operation;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClone;
import dev.mneme.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * From the moment a commit stands, another process holds the database: the write is answered as
 * done all the same, with what it made, and reads are 503 rather than old until the rows can
 * follow. git.md §4, "REST write".
 */
class BusyRowsTest {
  private static final Map<Setting, String> IMPATIENT =
      Map.of(Setting.DATABASE_BUSY_TIMEOUT, "100 ms");

  static final List<Arguments> WRITES =
      List.of(
          write("edit", a -> a.patch("system/human", object("value", "new\n"))),
          write(
              "edit by id",
              a ->
                  a.server()
                      .patch("/v1/blocks/" + a.blockId("system/human"), object("value", "new\n"))),
          write(
              "rename",
              a ->
                  a.server()
                      .patch("/v1/blocks/" + a.blockId("system/human"), object("label", "who"))),
          write("attach", a -> a.attach(a.server().newBlock("plan", "p\n"))),
          write("detach", a -> a.detach(a.blockId("system/human"))),
          write("fields", a -> a.server().patch(a.path(), object("name", "Other"))),
          write("blocks", a -> a.server().patch(a.path(), object("block_ids", List.of()))),
          write("disable", a -> a.memory("disable")));

  private final AtomicReference<@Nullable HeldDatabase> held = new AtomicReference<>();
  private final AtomicReference<String> holdAfterCommitOf = new AtomicReference<>("nobody");
  private final TestServer server = TestServer.startAround(IMPATIENT, this::around);
  private final Git git = Git.fresh();

  private static Arguments write(String name, Function<TestAgent, Answer> write) {
    return Arguments.argumentSet(name, write);
  }

  private ObjectStore around(ObjectStore below) {
    return InterceptedObjectStore.over(below, this::at);
  }

  private void at(Operation operation, Moment moment, String key) {
    if (operation == Operation.CREATE
        && moment == Moment.AFTER
        && key.contains(holdAfterCommitOf.get())) {
      held.compareAndSet(null, HeldDatabase.of(server.data()));
    }
  }

  private void release() {
    HeldDatabase database = held.getAndSet(null);
    if (database != null) {
      holdAfterCommitOf.set("nobody");
      database.close();
    }
  }

  @AfterEach
  void close() {
    release();
    server.close();
    git.close();
  }

  @ParameterizedTest
  @FieldSource("WRITES")
  void writeIsAnsweredWithWhatItMade(Function<TestAgent, Answer> write) {
    TestAgent agent = TestAgent.withGit(server, "human", "h\n", "persona", "p\n");
    holdAfterCommitOf.set(agent.id());

    Answer answer = write.apply(agent).ok();

    assertThat(held.get()).as("the database was held").isNotNull();
    Answer read = server.get(agent.path()).is(503);
    assertThat(read.detail()).contains("temporarily unavailable");
    assertThat(read.header("Retry-After")).isNotEmpty();
    release();
    assertThat(answer.json()).isEqualTo(nowAs(answer).json());
  }

  private Answer nowAs(Answer answer) {
    return server
        .get((answer.id().startsWith("block-") ? "/v1/blocks/" : "/v1/agents/") + answer.id())
        .ok();
  }

  @Test
  void anotherServerOnTheSameFolderShowsNothingOldEither() {
    TestAgent agent = TestAgent.withGit(server, "human", "h\n");
    try (TestServer other = TestServer.startOn(server.data(), IMPATIENT)) {
      TestAgent there = new TestAgent(other, agent.id());
      assertThat(there.value("system/human")).isEqualTo("h\n");
      holdAfterCommitOf.set(agent.id());

      agent.setValue("system/human", "new\n");

      there.get("system/human").is(503);
      other.get("/v1/agents/").is(503);
      release();
      assertThat(there.value("system/human")).isEqualTo("new\n");
    }
  }

  @Test
  void enablingIsAnsweredWithTheNewLabels() {
    TestAgent agent = TestAgent.plain(server, "human", "h\n", "persona", "p\n");
    holdAfterCommitOf.set(agent.id());

    Answer answer = agent.memory("enable").ok();

    release();
    assertThat(answer.json()).isEqualTo(server.get(agent.path()).ok().json());
    assertThat(agent.labels()).containsExactly("system/human", "system/persona");
  }

  @Test
  void birthIsAnsweredWithTheNewLabels() {
    String block = server.newBlock("plan", "p\n");
    holdAfterCommitOf.set("agent-");

    Answer answer =
        server
            .post(
                "/v1/agents/",
                object(
                    "tags",
                    List.of("git-memory-enabled"),
                    "memory_blocks",
                    List.of(object("label", "human", "value", "h\n")),
                    "block_ids",
                    List.of(block)))
            .ok();

    assertThat(held.get()).as("the database was held").isNotNull();
    release();
    assertThat(answer.json()).isEqualTo(server.get("/v1/agents/" + answer.id()).ok().json());
    assertThat(new TestAgent(server, answer.id()).labels())
        .containsExactly("system/human", "system/plan");
  }

  @Test
  void pushGoesThroughAndIsReadAsSoonAsTheRowsCanFollow() {
    TestAgent agent = TestAgent.withGit(server, "human", "h\n");
    TestClone clone = git.clone(agent.remote());
    holdAfterCommitOf.set(agent.id());

    var push = clone.write("system/human.md", "pushed\n").commitAndPush("Human").ok();

    assertThat(push.remote()).anyMatch(line -> line.startsWith("✓ system/human"));
    agent.get("system/human").is(503);
    release();
    assertThat(agent.value("system/human")).isEqualTo("pushed\n");
  }

  @Test
  void pushThatCannotBeMarkedIsRefusedWithTheReasonAndChangesNothing() {
    TestAgent agent = TestAgent.withGit(server, "human", "h\n");
    TestClone clone = git.clone(agent.remote());
    held.set(HeldDatabase.of(server.data()));

    var push = clone.write("system/human.md", "pushed\n").commitAndPush("Human").fails();

    assertThat(push.stderr())
        .contains("[remote rejected]", "temporarily unavailable", "another process is writing");
    assertThat(agent.value("system/human")).isEqualTo("h\n");
    release();
    clone.push().ok();
    assertThat(agent.value("system/human")).isEqualTo("pushed\n");
  }

  @Test
  void writeOfASharedBlockIsReadThroughEveryAgentThatHasIt() {
    TestAgent one = TestAgent.withGit(server, "human", "1\n");
    TestAgent two = TestAgent.withGit(server, "human", "2\n");
    String shared = server.newBlock("plan", "begin\n");
    one.attach(shared).ok();
    two.attach(shared).ok();
    holdAfterCommitOf.set(one.id());

    one.patch("plan", object("value", "new\n")).ok();

    two.get("plan").is(503);
    server.get("/v1/blocks/" + shared).is(503);
    release();
    assertThat(two.value("plan")).isEqualTo("new\n");
    assertThat(git.clone(two.remote()).read("plan.md")).endsWith("new\n");
  }
}
