package dev.mneme.bench;

import static dev.mneme.testing.TestClient.object;

import dev.mneme.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How long a look into the past takes over REST, beside git's own on a clone of the same
 * repository: pages of a long history, and the lines of a file that was changed many times.
 *
 * <p>{@code ./dev bench time [commits of the long history, 10000 unless told]}.
 */
final class TimeBench {
  private static final int FILES = 20;
  private static final String FILE = "system/human.md";
  private static final int EDITS = 500;
  private static final int LINES = 200;
  private static final int CHANGES = 1_000;
  private static final String[] LOG = {"log", "-50", "--format=%H %an %cI%n%B", "--numstat"};
  private final Path folder;
  private final TestServer server;

  private TimeBench(Path folder, TestServer server) {
    this.folder = folder;
    this.server = server;
  }

  /** Measures and prints. */
  public static void main(String[] arguments) throws Exception {
    int commits = arguments.length == 0 ? 10_000 : Integer.parseInt(arguments[0]);
    Bench.inFolder(folder -> {
      try (TestServer server = TestServer.startOn(folder.resolve("server"), Map.of())) {
        TimeBench bench = new TimeBench(folder, server);
        bench.history(commits);
        bench.blame();
      }
    });
  }

  /** Most of it was pushed, the end of it was written over REST. */
  private void history(int commits) throws Exception {
    String agent = newAgent();
    push(agent, commits - EDITS, edit -> Texts.file(0, -edit));
    try (Wire wire = new Wire(server.port())) {
      for (int i = 0; i < EDITS; i++) {
        RestEdits.edit(wire, agent, 0);
      }
    }
    GitFolder git = cloned(agent);
    String middle = git.run(new byte[0], "rev-parse", "HEAD~" + commits / 2);
    String memory = "/v1/agents/%s/memory".formatted(agent);
    Map<String, Result> results =
        race()
            .add("history, newest 50", 20, page(memory + "/history?limit=50"))
            .add("git log, newest 50", 5, i -> () -> git.run(new byte[0], LOG))
            .add("history, 50 before the middle", 5, page(memory + "/history?before=" + middle))
            .add("history, newest 50 of a label", 5, page(memory + "/history?label=human"))
            .add("git log, newest 50 of a path", 5, i -> () -> git.run(new byte[0], logOfPath()))
            .run();
    Bench.title("history page of 50, %,d commits".formatted(commits));
    Bench.table(results);
    atMost(results, "history, newest 50", 30);
  }

  private static String[] logOfPath() {
    String[] command = Arrays.copyOf(LOG, LOG.length + 2);
    command[LOG.length] = "--";
    command[LOG.length + 1] = FILE;
    return command;
  }

  private void blame() throws Exception {
    String agent = newAgent();
    push(agent, CHANGES, TimeBench::lines);
    GitFolder git = cloned(agent);
    String path = "/v1/agents/%s/memory/blame/%s".formatted(agent, FILE);
    String[] command = {"blame", "--porcelain", "HEAD", "--", FILE};
    Map<String, Result> results =
        race()
            .add("blame", 5, page(path))
            .add("git blame", 5, i -> () -> git.run(new byte[0], command))
            .run();
    Bench.title("blame of %d lines, %,d commits".formatted(LINES, CHANGES));
    Bench.table(results);
    atMost(results, "blame", 300);
  }

  /** Each change gives another line, one after the other, and again from the top. */
  private static String lines(int change) {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < LINES; line++) {
      int last = change < line ? 0 : change - (change - line) % LINES;
      text.append("Line %d was last written by change %d.\n".formatted(line, last));
    }
    return text.toString();
  }

  private String newAgent() {
    var blocks =
        IntStream.range(0, FILES)
            .mapToObj(i -> object("label", Texts.name(i), "value", Texts.value(i, 0)))
            .toList();
    var agent = object("tags", List.of("git-memory-enabled"), "memory_blocks", blocks);
    return server.post("/v1/agents/", agent).ok().id();
  }

  private void push(String agent, int commits, IntFunction<String> content) throws IOException {
    GitFolder git = cloned(agent);
    git.fastImport(commits, FILE, content);
    git.run(new byte[0], "push", "-q", "origin", "main");
  }

  private GitFolder cloned(String agent) throws IOException {
    Path path = Files.createTempDirectory(folder, "clone");
    GitFolder.git(
        folder, new byte[0], "clone", "-q", "--bare", server.repositoryOf(agent), path.toString());
    return new GitFolder(path);
  }

  private Race race() {
    return new Race(1, 7, Duration.ofSeconds(60)).warmingUp(Duration.ofSeconds(4));
  }

  private IntFunction<Race.Step> page(String path) {
    return i -> () -> get(path);
  }

  /** On a connection of its own: one that is kept would be closed while others have their turns. */
  private void get(String path) throws IOException {
    try (Wire wire = new Wire(server.port())) {
      if (wire.get(path).length == 0) {
        throw new IOException("nothing at " + path);
      }
    }
  }

  private static void atMost(Map<String, Result> results, String name, double millis) {
    double p50 = Objects.requireNonNull(results.get(name)).p50Millis();
    Bench.ratio(name + ", ms at p50", p50, true, millis);
  }
}
