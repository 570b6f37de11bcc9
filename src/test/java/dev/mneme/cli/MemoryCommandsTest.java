package dev.mneme.cli;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.CommandMain;
import dev.mneme.config.Setting;
import dev.mneme.testing.StoredObjects;
import dev.mneme.testing.TestServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code mneme rebuild} and {@code mneme restore}, beside a running server and without one. */
class MemoryCommandsTest {
  private static final String NOBODY = "agent-" + UUID.randomUUID();

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Path data() {
    return folder.resolve("data");
  }

  private TestServer server() {
    return TestServer.startOn(data(), Map.of());
  }

  private int run(String... arguments) {
    return Cli.of(
            settings -> {
              throw new AssertionError("no server is started: " + settings);
            },
            CommandMain::open)
        .printingTo(new PrintWriter(out, true), new PrintWriter(err, true))
        .run(arguments);
  }

  private int runOnData(String command, String... more) {
    var arguments = new ArrayList<>(List.of(command, "--data", data().toString()));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private static String newAgent(TestServer server, String value) {
    var human = object("label", "human", "value", value);
    var body = object("tags", List.of("git-memory-enabled"), "memory_blocks", List.of(human));
    return server.post("/v1/agents/", body).ok().id();
  }

  private static @Nullable Object human(TestServer server, String agent) {
    return server
        .get("/v1/agents/" + agent + "/core-memory/blocks/system%2Fhuman")
        .ok()
        .at("value");
  }

  private void execute(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data().resolve("mneme.db"));
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      statement.execute(sql);
    }
  }

  private void loseTheDatabase() throws IOException {
    try (var files = Files.list(data())) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("mneme.db")).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void rebuildMendsRowsUnderARunningServer() throws SQLException {
    try (TestServer server = server()) {
      String agent = newAgent(server, "right");
      String other = newAgent(server, "too");
      execute("UPDATE blocks SET value = 'wrong' WHERE value = 'right'");

      int exit = runOnData("rebuild");

      assertThat(exit).isZero();
      assertThat(out.toString())
          .contains(agent + ": made anew", "{blocks=1}", "2 repositories", "1 made anew")
          .doesNotContain(other);
      assertThat(human(server, agent)).isEqualTo("right");
    }
  }

  @Test
  void rebuildOfOneAgentLeavesTheOthers() throws SQLException {
    try (TestServer server = server()) {
      String agent = newAgent(server, "a");
      String other = newAgent(server, "b");
      execute("UPDATE blocks SET value = 'wrong'");

      assertThat(runOnData("rebuild", "--agent", agent)).isZero();

      assertThat(human(server, agent)).isEqualTo("a");
      assertThat(human(server, other)).isEqualTo("wrong");
    }
  }

  @Test
  void lostDatabaseIsMadeAgainByRebuildAndByTheNextStart() throws IOException {
    List<Object> before;
    String agent;
    try (TestServer server = server()) {
      agent = newAgent(server, "kept");
      String notes = server.post("/v1/repositories", object("name", "notes")).ok().id();
      server.post("/v1/agents/" + agent + "/repositories", object("repository_id", notes)).ok();
      before = answers(server, agent);
    }
    loseTheDatabase();
    assertThat(runOnData("rebuild")).isZero();
    assertThat(out.toString()).contains("2 repositories", "2 made anew");
    try (TestServer server = server()) {
      assertThat(answers(server, agent)).isEqualTo(before);
    }
    loseTheDatabase();
    try (TestServer server = server()) {
      assertThat(answers(server, agent)).isEqualTo(before);
    }
    assertThat(runOnData("rebuild")).isZero();
    assertThat(out.toString()).contains("2 repositories: 2 as they should be");
  }

  private static List<Object> answers(TestServer server, String agent) {
    return List.of(
        server.get("/v1/agents/" + agent + "/repositories").ok().text(),
        server.get("/v1/repositories").ok().text(),
        server.get("/v1/agents/" + agent).ok().text());
  }

  @Test
  void repositoryThatWasPutBackFromABackupIsServedAsItWasAfterItsRebuild() throws IOException {
    String agent;
    Map<Path, byte[]> backup = new HashMap<>();
    try (TestServer server = server()) {
      agent = newAgent(server, "old");
      for (Path file : StoredObjects.of(data()).of(agent)) {
        backup.put(file, Files.readAllBytes(file));
      }
      write(server, agent, "newer");
      write(server, agent, "lost");
    }
    for (Path file : StoredObjects.of(data()).of(agent)) {
      Files.delete(file);
    }
    for (Map.Entry<Path, byte[]> file : backup.entrySet()) {
      Files.write(file.getKey(), file.getValue());
    }

    assertThat(runOnData("rebuild", "--agent", agent)).isZero();

    try (TestServer server = server()) {
      assertThat(human(server, agent)).isEqualTo("old");
      write(server, agent, "written again");
      assertThat(human(server, agent)).isEqualTo("written again");
    }
  }

  private static void write(TestServer server, String agent, String value) {
    server
        .patch("/v1/agents/" + agent + "/core-memory/blocks/system%2Fhuman", object("value", value))
        .ok();
  }

  @Test
  void rebuildNamesWhatItCannotReadAndDoesTheRest() throws IOException, SQLException {
    try (TestServer server = server()) {
      String damaged = newAgent(server, "damaged");
      String healthy = newAgent(server, "healthy");
      execute("UPDATE blocks SET value = 'wrong'");
      StoredObjects.of(data()).of(damaged).forEach(StoredObjects::flipABit);

      int exit = runOnData("rebuild");

      assertThat(exit).isEqualTo(1);
      assertThat(err.toString()).contains("mneme: " + damaged + ": not made anew", "is damaged");
      assertThat(out.toString()).contains(healthy + ": made anew", "1 failed");
      assertThat(human(server, healthy)).isEqualTo("healthy");
    }
  }

  @Test
  void restoreBringsAnAgentBackThatARunningServerSeesAtOnce() {
    try (TestServer server = server()) {
      String agent = newAgent(server, "kept");
      Object before = server.get("/v1/agents/" + agent).ok().text();
      server.delete("/v1/agents/" + agent).ok();
      server.get("/v1/agents/" + agent).is(404);
      assertThat(runOnData("restore", "--list")).isZero();
      assertThat(out.toString()).contains(agent, "can be brought back until");

      assertThat(runOnData("restore", "--agent", agent)).isZero();

      assertThat(out.toString()).contains("is back; its blocks: 1");
      assertThat(server.get("/v1/agents/" + agent).ok().text()).isEqualTo(before);
      assertThat(runOnData("restore", "--list")).isZero();
      assertThat(out.toString()).contains("No agent can be brought back.");
    }
  }

  @Test
  void whatCannotBeRestoredIsExitCode1WithTheReason() {
    try (TestServer server = server()) {
      String there = newAgent(server, "there");

      assertThat(runOnData("restore", "--agent", there)).isEqualTo(1);
      assertThat(runOnData("restore", "--agent", NOBODY)).isEqualTo(1);
      assertThat(runOnData("rebuild", "--agent", NOBODY)).isEqualTo(1);

      assertThat(err.toString())
          .contains(there + " is not deleted", "no repository of agent " + NOBODY)
          .doesNotContain("\tat ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "restore",
        "restore --agent agent-1",
        "restore --list --agent agent-5e9f3b9c-5c3e-4f5f-9d57-1f1b0c2e7a10",
        "rebuild --agent block-5e9f3b9c-5c3e-4f5f-9d57-1f1b0c2e7a10",
        "rebuild everything",
        "rebuild --port 1"
      })
  void wrongCommandLineIsExitCode64AndOpensNothing(String line) {
    assertThat(run((line + " --data " + data()).split(" ", -1))).isEqualTo(64);
    assertThat(err.toString()).startsWith("mneme: ");
    assertThat(data()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rebuild", "restore --list"})
  void folderWithoutAStoreIsNotMadeToBeOne(String line) {
    assertThat(run((line + " --data " + data()).split(" ", -1))).isEqualTo(64);

    assertThat(err.toString())
        .contains("no object store in " + data().resolve("objects"), "--data", "--store");
    assertThat(data()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rebuild", "restore"})
  void helpSaysWhatTheyDoAndWhereTheyLook(String command) {
    assertThat(run("help", command)).isZero();
    assertThat(run(command, "--help")).isZero();

    assertThat(out.toString()).contains("--agent", Setting.DATA.option(), Setting.STORE.option());
  }
}
