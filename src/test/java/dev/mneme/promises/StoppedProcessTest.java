package dev.mneme.promises;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.config.Setting;
import dev.mneme.testing.Answer;
import dev.mneme.testing.Git;
import dev.mneme.testing.ServerProcess;
import dev.mneme.testing.StoppedWriter;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClone;
import dev.mneme.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that stands still, or is killed, with a lock in its hands is in nobody's way. */
@Timeout(120)
class StoppedProcessTest {
  private static final Map<Setting, String> IMPATIENT =
      Map.of(Setting.DATABASE_BUSY_TIMEOUT, "100 ms");

  @TempDir Path data;
  private final Git git = Git.fresh();

  @AfterEach
  void close() {
    git.close();
  }

  @Test
  void whileItIsStoppedInsideAWriteOursAre503ReadsWorkAndItsDeathFreesUs() {
    try (TestServer server = TestServer.startOn(data, IMPATIENT)) {
      TestAgent agent = TestAgent.withGit(server, "human", "h\n");
      TestAgent plain = TestAgent.plain(server, "human", "h\n");
      TestClone clone = git.clone(agent.remote());
      try (var _ = StoppedWriter.on(data)) {
        assertWritesAreRefused(agent, plain);
        assertPushIsRefused(clone);
        assertReadsWork(agent, plain);
        try (TestServer started = TestServer.startOn(data, IMPATIENT)) {
          assertReadsWork(new TestAgent(started, agent.id()), new TestAgent(started, plain.id()));
        }
      }
      agent.setValue("system/human", "after\n");
      plain.setValue("human", "after\n");
      assertThat(clone.push().fails().stderr()).contains("fetch first");
    }
  }

  private static void assertWritesAreRefused(TestAgent agent, TestAgent plain) {
    TestServer server = agent.server();
    String block = plain.blockId("human");
    var git = object("tags", List.of("git-memory-enabled"));
    for (Answer answer :
        List.of(
            agent.patch("system/human", object("value", "new\n")),
            agent.attach(block),
            agent.detach(agent.blockId("system/human")),
            agent.memory("disable"),
            agent.memory("rebuild"),
            server.delete(agent.path()),
            server.post("/v1/agents/", git),
            plain.patch("human", object("value", "new\n")),
            plain.memory("enable"),
            plain.detach(block),
            server.delete(plain.path()),
            server.post("/v1/blocks/", object("label", "x", "value", "y")),
            server.delete("/v1/blocks/" + block))) {
      assertThat(answer.is(503).detail())
          .as(answer.request())
          .contains("temporarily unavailable", "another process is writing");
      assertThat(answer.header("Retry-After")).isEqualTo("1");
    }
  }

  private static void assertPushIsRefused(TestClone clone) {
    var push = clone.write("system/human.md", "pushed\n").commitAndPush("Human").fails();
    assertThat(push.stderr()).contains("[remote rejected]", "another process is writing");
  }

  private void assertReadsWork(TestAgent agent, TestAgent plain) {
    assertThat(agent.value("system/human")).isEqualTo("h\n");
    assertThat(plain.value("human")).isEqualTo("h\n");
    agent.server().get("/v1/ready/").ok();
    agent.server().get("/v1/blocks/" + agent.blockId("system/human")).ok();
    assertThat(agent.server().get("/v1/agents/").ok().each("id"))
        .containsExactlyInAnyOrder(agent.id(), plain.id());
    TestClone clone = git.clone(agent.remote());
    assertThat(clone.read("system/human.md")).endsWith("h\n");
    clone.git("fetch", "-q").ok();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mneme.db", "mneme.db.migrating", "mneme.db-wal"})
  void whatAProcessLeavesThatIsKilledWhileItStartsIsInNobodysWay(String left) throws Exception {
    Process killed = ServerProcess.begin(data);
    while (killed.isAlive() && !Files.exists(data.resolve(left))) {
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
    killed.destroyForcibly().waitFor();
    assertThat(data.resolve(left)).exists();

    try (TestServer server = TestServer.startOn(data, Map.of())) {
      TestAgent agent = TestAgent.withGit(server, "human", "h\n");
      agent.setValue("system/human", "written\n");
      assertThat(agent.value("system/human")).isEqualTo("written\n");
    }
  }
}
