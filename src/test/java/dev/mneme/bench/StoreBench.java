package dev.mneme.bench;

import dev.mneme.objects.Content;
import dev.mneme.objects.ObjectKey;
import dev.mneme.objects.ObjectStore;
import dev.mneme.objects.file.FileObjectStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the local store adds to the bare durable create, and what its reads cost: {@code ./dev bench
 * store [seconds]}.
 */
final class StoreBench {
  private static final int ROUNDS = 15;
  private static final int CREATES = 200;
  private static final int READS = 20_000;
  private static final String CANARY = "durable create of 2 KB (canary)";
  private static final String CREATE = "createIfAbsent of 2 KB";

  private StoreBench() {}

  /** Measures with 1 and with 8 clients; the argument is the time for each, in seconds. */
  public static void main(String[] args) throws Exception {
    Duration time = Duration.ofSeconds(args.length == 0 ? 60 : Long.parseLong(args[0]));
    Bench.inFolder(folder -> {
      creates(folder, 1, time);
      creates(folder, 8, time);
      reads(folder, time);
    });
  }

  private static void creates(Path folder, int clients, Duration time) throws Exception {
    Bench.title("durable creates, " + clients + " client(s), each in a folder of its own");
    try (ObjectStore store = new FileObjectStore(folder.resolve("store"), Clock.systemUTC())) {
      Map<String, Result> results =
          new Race(clients, ROUNDS, time)
              .add(CANARY, CREATES, i -> new DurableCreate(folder.resolve(clients + "-" + i)))
              .add(CREATE, CREATES, i -> create(store, "repos/%d-%d/".formatted(clients, i)))
              .run();
      Bench.table(results);
      Bench.ratio(
          "p50 over the canary's", of(results, CREATE).timesOf(of(results, CANARY)), true, 1.1);
    }
  }

  private static Result of(Map<String, Result> results, String name) {
    return Objects.requireNonNull(results.get(name));
  }

  private static Race.Step create(ObjectStore store, String prefix) {
    AtomicLong seq = new AtomicLong();
    byte[] header = new byte[200];
    byte[] pack = new byte[1848];
    return () ->
        store.createIfAbsent(
            new ObjectKey(prefix + "%016x.l".formatted(seq.incrementAndGet())),
            Content.of(header, pack));
  }

  private static void reads(Path folder, Duration time) throws Exception {
    Bench.title("reads, 1 client");
    try (ObjectStore store = new FileObjectStore(folder.resolve("store"), Clock.systemUTC())) {
      ObjectKey there = new ObjectKey("repos/read/%016x.l".formatted(1));
      ObjectKey absent = new ObjectKey("repos/read/%016x.l".formatted(2));
      store.createIfAbsent(there, Content.of(new byte[2048]));
      Map<String, Result> results =
          new Race(1, ROUNDS, time)
              .add("get of an absent object, × 1000", READS / 1000, i -> thousand(store, absent))
              .add("get of 2 KB, × 1000", READS / 1000, i -> thousand(store, there))
              .run();
      Bench.table(results);
    }
  }

  private static Race.Step thousand(ObjectStore store, ObjectKey key) {
    return () -> {
      for (int i = 0; i < 1000; i++) {
        var _ = store.get(key);
      }
    };
  }
}
