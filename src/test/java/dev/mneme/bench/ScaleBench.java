package dev.mneme.bench;

import static dev.mneme.testing.TestClient.object;

import dev.mneme.testing.ServerProcess;
import dev.mneme.testing.TestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Many agents with git memory in one store: what each takes on disk, and what a server that starts
 * on them takes in time and memory. Runs the launcher, {@code ./mneme}.
 *
 * <pre>./dev bench scale [agents, 10000 unless told] [folder to keep and use again]</pre>
 */
public final class ScaleBench {
  private static final Path LAUNCHER = Path.of("mneme").toAbsolutePath();
  private static final int CLIENTS = 8;

  private ScaleBench() {}

  /** Measures and prints. */
  public static void main(String[] args) throws Exception {
    int agents = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    boolean keep = args.length > 1;
    Path data = keep ? Path.of(args[1]) : Files.createTempDirectory("mneme-scale");
    try {
      if (!Files.exists(data.resolve("mneme.db"))) {
        create(agents, data);
      }
      disk(agents, data);
      starts(data);
    } finally {
      if (!keep) {
        delete(data);
      }
    }
  }

  private static void create(int agents, Path data) throws Exception {
    long start = System.nanoTime();
    AtomicInteger next = new AtomicInteger();
    try (ServerProcess server = serve(data);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      Callable<Boolean> client =
          () -> {
            for (int i = next.getAndIncrement(); i < agents; i = next.getAndIncrement()) {
              create(server.client(), i);
            }
            return true;
          };
      for (Future<Boolean> done : clients.invokeAll(Collections.nCopies(CLIENTS, client))) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("an agent could not be created", e);
    }
    print(
        "creating %,d agents took %.1f s, %.2f ms each with %d clients"
            .formatted(agents, seconds(start), seconds(start) * 1000 / agents, CLIENTS));
  }

  /** Two blocks as agents usually have them, about a kilobyte of text. */
  private static void create(TestClient client, int i) {
    String text = "- Agent %d remembers this line, and others like it.%n".formatted(i).repeat(10);
    var blocks =
        List.of(object("label", "human", "value", text), object("label", "persona", "value", text));
    client
        .post(
            "/v1/agents/",
            object(
                "name",
                "agent " + i,
                "tags",
                List.of("git-memory-enabled"),
                "memory_blocks",
                blocks))
        .ok();
  }

  private static ServerProcess serve(Path data) {
    return ServerProcess.run(List.of(LAUNCHER.toString()), data);
  }

  private static void disk(int agents, Path data) throws IOException {
    long files = 0;
    long bytes = 0;
    long folders = 0;
    try (var all = Files.walk(data.resolve("objects").resolve("repos"))) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (Files.isDirectory(path)) {
          folders++;
          bytes += allocated(path);
        } else {
          files++;
          bytes += allocated(path);
        }
      }
    }
    print(
        "store: %.2f files and %.2f folders, %,.0f bytes on disk for each agent"
            .formatted(
                (double) files / agents, (double) folders / agents, (double) bytes / agents));
    print(
        "database: %,.0f bytes for each agent"
            .formatted((double) Files.size(data.resolve("mneme.db")) / agents));
  }

  /** Whole blocks of the file system, as du counts them. */
  private static long allocated(Path path) throws IOException {
    long block = Files.getFileStore(path).getBlockSize();
    return Math.ceilDiv(Files.size(path), block) * block;
  }

  private static void starts(Path data) {
    for (int round = 1; round <= 3; round++) {
      long start = System.nanoTime();
      try (ServerProcess server = serve(data)) {
        double ready = seconds(start);
        long idle = residentKib(server);
        double firstList = time(() -> list(server.client()));
        double nextList = time(() -> list(server.client()));
        print(
            "start %d: ready in %.2f s, %d MiB; first list %.2f s, next %.3f s; then %d MiB"
                .formatted(
                    round, ready, idle >> 10, firstList, nextList, residentKib(server) >> 10));
      }
    }
  }

  private static void list(TestClient client) {
    client.get("/v1/agents/?limit=20").ok();
  }

  private static double time(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return seconds(start);
  }

  private static double seconds(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
  }

  private static long residentKib(ServerProcess server) {
    Pattern line = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    try {
      Matcher found =
          line.matcher(Files.readString(Path.of("/proc/%d/status".formatted(server.pid()))));
      return found.find() ? Long.parseLong(found.group(1)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(all::add);
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }

  private static void print(String line) {
    System.out.println(line);
  }
}
