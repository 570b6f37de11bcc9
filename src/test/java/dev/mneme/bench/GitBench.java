package dev.mneme.bench;

import dev.mneme.testing.TestClient;
import dev.mneme.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Push, clone and refs over raw HTTP, beside apache2 with git-http-backend, and JGit on files
 * behind the same HTTP server as ours. All serve the same history: 100 files, 1,000 commits. Theirs
 * is in one pack; ours is as 1,000 edits have left it. A repository whose newest pack has a bitmap
 * is shown beside, for clones: that is the best there is, and lasts until the next push.
 */
final class GitBench {
  private static final String MNEME = "mneme";
  private static final String APACHE = "apache2 + git-http-backend";
  private static final String JGIT = "JGit on files";
  private static final String BITMAP = "JGit on files, with bitmap";
  private static final String PING = "mneme, ping";
  private static final int FILES = 100;
  private static final int COMMITS = 1000;
  private static final int PUSH_ROUNDS = 7;
  private static final int PUSH_STEPS = 25;

  /** Until the compiler is done with our code too: JGit's is what both run. */
  private static final int PUSH_WARM_UP = 12;

  private final Map<String, Integer> ports;
  private final Map<String, String> paths;

  private GitBench(Map<String, Integer> ports, Map<String, String> paths) {
    this.ports = ports;
    this.paths = paths;
  }

  /** Measures and prints. */
  public static void main(String[] arguments) throws Exception {
    Bench.inFolder(GitBench::run);
  }

  private static void run(Path folder) throws Exception {
    try (TestServer mneme = TestServer.startOn(folder.resolve("mneme"), Map.of())) {
      String agent = newAgent(mneme);
      Path repositories = Files.createDirectory(folder.resolve("repositories"));
      GitFolder clone = clone(mneme.repositoryOf(agent), repositories.resolve("apache.git"));
      clone.copy(repositories.resolve("jgit.git"));
      clone.copy(repositories.resolve("bitmap.git")).repackWithBitmap();
      GitFolder pusher = clone.copy(folder.resolve("pusher.git"));
      List<byte[]> pushes = Pushes.chain(pusher, (PUSH_ROUNDS + PUSH_WARM_UP) * PUSH_STEPS);
      try (Apache apache = Apache.start(repositories);
          JGitServer jgit = new JGitServer(repositories)) {
        new GitBench(
                Map.of(
                    MNEME,
                    mneme.port(),
                    APACHE,
                    apache.port(),
                    JGIT,
                    jgit.port(),
                    BITMAP,
                    jgit.port()),
                Map.of(
                    MNEME, "/v1/git/" + agent + "/state.git",
                    APACHE, "/git/apache.git",
                    JGIT, "/git/jgit.git",
                    BITMAP, "/git/bitmap.git"))
            .all(pushes);
      }
    }
  }

  /** As many commits as the history has, each by itself, as agents make them. */
  private static String newAgent(TestServer server) throws IOException {
    var blocks =
        IntStream.range(0, FILES)
            .mapToObj(i -> TestClient.object("label", Texts.name(i), "value", Texts.value(i, 0)))
            .toList();
    var body = TestClient.object("tags", List.of("git-memory-enabled"), "memory_blocks", blocks);
    String agent = server.post("/v1/agents/", body).ok().id();
    try (Wire wire = new Wire(server.port())) {
      for (int i = 1; i < COMMITS; i++) {
        RestEdits.edit(wire, agent, i % FILES);
      }
    }
    return agent;
  }

  private static GitFolder clone(String url, Path to) {
    GitFolder.git(to.resolveSibling("."), new byte[0], "clone", "-q", "--bare", url, to.toString());
    GitFolder clone = new GitFolder(to);
    clone.configure();
    clone.repack();
    return clone;
  }

  private void all(List<byte[]> pushes) throws Exception {
    refs();
    clones(1, 10, Duration.ofSeconds(60));
    clones(4, 5, Duration.ofSeconds(60));
    push(pushes);
  }

  private void refs() throws Exception {
    Map<String, Result> results =
        race(new Race(1, 7, Duration.ofSeconds(40)), 100, 20, wired(Clones::refs), PING);
    Bench.title("refs advertisement, v0");
    Bench.table(results);
    speed(results, APACHE, 8);
    speed(results, JGIT, 1);
  }

  private void clones(int clients, int steps, Duration time) throws Exception {
    Map<String, Result> results =
        race(new Race(clients, 7, time), steps, steps, wired(Clones::all), BITMAP);
    Bench.title("clone, %d files, %d commits, %d client(s)".formatted(FILES, COMMITS, clients));
    Bench.table(results);
    speed(results, JGIT, 1);
    speed(results, APACHE, 2);
  }

  private void push(List<byte[]> bodies) throws Exception {
    Map<String, Result> results =
        race(
            new Race(1, PUSH_ROUNDS, Duration.ofSeconds(60)).warmingUp(PUSH_WARM_UP),
            PUSH_STEPS,
            PUSH_STEPS,
            name -> Pushes.to(wire(name), path(name), bodies),
            "");
    Bench.title("push of one small commit");
    Bench.table(results);
    speed(results, APACHE, 5);
    speed(results, JGIT, 1.5);
  }

  private Map<String, Result> race(
      Race race, int steps, int apacheSteps, Function<String, Race.Step> step, String extra)
      throws Exception {
    race.add(MNEME, steps, i -> step.apply(MNEME));
    race.add(JGIT, steps, i -> step.apply(JGIT));
    race.add(APACHE, apacheSteps, i -> step.apply(APACHE));
    if (extra.equals(PING)) {
      race.add(PING, steps, i -> ping(wire(MNEME)));
    } else if (!extra.isEmpty()) {
      race.add(extra, steps, i -> step.apply(extra));
    }
    try {
      return race.run();
    } finally {
      closeWires();
    }
  }

  private static Race.Step ping(Wire wire) {
    return () -> wire.get("/v1/health/");
  }

  /** A protocol step over a wire to a server, with the path of its repository. */
  private interface Protocol {
    Race.Step on(Wire wire, String path);
  }

  private Function<String, Race.Step> wired(Protocol protocol) {
    return name -> protocol.on(wire(name), path(name));
  }

  private final List<Wire> wires = new ArrayList<>();

  private Wire wire(String name) {
    Wire wire = new Wire(Objects.requireNonNull(ports.get(name)));
    wires.add(wire);
    return wire;
  }

  private void closeWires() throws IOException {
    for (Wire wire : wires) {
      wire.close();
    }
    wires.clear();
  }

  private String path(String name) {
    return Objects.requireNonNull(paths.get(name));
  }

  private static void speed(Map<String, Result> results, String other, double target) {
    Result mneme = Objects.requireNonNull(results.get(MNEME));
    double ratio = Objects.requireNonNull(results.get(other)).timesOf(mneme);
    Bench.ratio("%s / mneme, p50".formatted(other), ratio, false, target);
  }
}
