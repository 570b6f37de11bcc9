package dev.mneme.bench;

import dev.mneme.agent.AgentId;
import dev.mneme.testing.TestClient;
import dev.mneme.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * How long a durable edit of one block takes: in process and over REST, beside the physical limit,
 * JGit on files and {@code git fast-import}.
 *
 * <p>{@code ./dev bench edit [1 | 8]}: with one number only the part with that many clients.
 */
final class EditBench {
  private static final String CANARY = "durable create of 2 KB";
  private static final String PROCESS = "mneme, in process";
  private static final String REST = "mneme, REST";
  private static final String JGIT = "JGit on files";
  private static final String GIT = "git fast-import";
  private static final int FILES = 10;
  private static final Duration WARM_UP = Duration.ofSeconds(8);

  private final Path folder;
  private final InProcess memory;
  private final TestServer server;

  private EditBench(Path folder, InProcess memory, TestServer server) {
    this.folder = folder;
    this.memory = memory;
    this.server = server;
  }

  /** Measures and prints. */
  public static void main(String[] arguments) throws Exception {
    List<String> parts = List.of(arguments);
    Bench.inFolder(folder -> {
      try (InProcess memory = new InProcess(folder.resolve("process"));
          TestServer server = TestServer.startOn(folder.resolve("server"), Map.of())) {
        EditBench bench = new EditBench(folder, memory, server);
        if (parts.isEmpty() || parts.contains("1")) {
          bench.oneClient(50);
          bench.oneClient(1000);
        }
        if (parts.isEmpty() || parts.contains("8")) {
          bench.clients(8, 50);
        }
      }
    });
  }

  private void oneClient(int commits) throws Exception {
    Map<String, Result> results = race(1, commits, 150, 10, Duration.ofSeconds(50));
    Bench.title("edit, 1 client, %d commits of history".formatted(commits));
    Bench.table(results);
    times(results, PROCESS, CANARY, 1.5);
    times(results, REST, CANARY, 3);
    over(results, JGIT, PROCESS, 1);
  }

  private void clients(int clients, int commits) throws Exception {
    Map<String, Result> results = race(clients, commits, 60, 3, Duration.ofSeconds(60));
    Bench.title("edit, %d clients, an agent each".formatted(clients));
    Bench.table(results);
    rate(results, PROCESS, CANARY, 0.8);
    rate(results, PROCESS, JGIT, 3);
    rate(results, REST, JGIT, 1);
  }

  private Map<String, Result> race(int clients, int commits, int steps, int gitSteps, Duration time)
      throws Exception {
    Path files = folder.resolve("files-%d-%d".formatted(clients, commits));
    java.nio.file.Files.createDirectories(files);
    GitFolder first = GitFolder.create(files.resolve("first.git"), FILES, commits);
    List<JGitFolder> jgit =
        IntStream.range(0, clients)
            .mapToObj(i -> new JGitFolder(first.copy(files.resolve("jgit-" + i)).path()))
            .toList();
    List<Wire> wires = new ArrayList<>();
    try {
      return new Race(clients, 7, time)
          .warmingUp(WARM_UP)
          .add(CANARY, steps, i -> new DurableCreate(files.resolve("canary-" + i)))
          .add(PROCESS, steps, i -> memory.edits(memory.newAgent(FILES, commits)))
          .add(REST, steps, i -> rest(commits, wires))
          .add(JGIT, Math.max(10, steps / 3), jgit::get)
          .add(GIT, gitSteps, i -> first.copy(files.resolve("git-" + i))::fastImport)
          .run();
    } finally {
      jgit.forEach(JGitFolder::close);
      for (Wire wire : wires) {
        wire.close();
      }
    }
  }

  private Race.Step rest(int commits, List<Wire> wires) {
    Wire wire = new Wire(server.port());
    wires.add(wire);
    String agent = newAgent();
    Race.Step edit = () -> RestEdits.edit(wire, agent, 0);
    try {
      for (int i = 1; i < commits; i++) {
        edit.run();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return edit;
  }

  private String newAgent() {
    var blocks =
        IntStream.range(0, FILES)
            .mapToObj(i -> TestClient.object("label", Texts.name(i), "value", Texts.value(i, 0)))
            .toList();
    var agent = TestClient.object("tags", List.of("git-memory-enabled"), "memory_blocks", blocks);
    return new AgentId(server.post("/v1/agents/", agent).ok().id()).value();
  }

  private static void times(Map<String, Result> results, String a, String b, double target) {
    String name = "%s / %s, p50".formatted(a, b);
    Bench.ratio(name, of(results, a).timesOf(of(results, b)), true, target);
  }

  private static void over(Map<String, Result> results, String a, String b, double target) {
    String name = "%s / %s, p50".formatted(a, b);
    Bench.ratio(name, of(results, a).timesOf(of(results, b)), false, target);
  }

  private static void rate(Map<String, Result> results, String a, String b, double target) {
    String name = "%s / %s, edits/s".formatted(a, b).toLowerCase(Locale.ROOT);
    Bench.ratio(name, of(results, a).rateOver(of(results, b)), false, target);
  }

  private static Result of(Map<String, Result> results, String name) {
    return Objects.requireNonNull(results.get(name));
  }
}
