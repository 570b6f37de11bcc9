package dev.mneme.bench;

import dev.mneme.agent.AgentId;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * A repository that grows to 10,000 commits: whether an edit stays as fast as it was, also while
 * checkpoints and repacks are made behind it, and how long the first read takes that finds nothing
 * in memory.
 *
 * <p>{@code ./dev bench long [commits]}.
 */
final class LongBench {
  private static final int WINDOW = 500;
  private static final int FILES = 20;
  private static final int COLD_READS = 9;

  private LongBench() {}

  /** Measures and prints. */
  public static void main(String[] arguments) throws Exception {
    int commits = arguments.length == 0 ? 10_000 : Integer.parseInt(arguments[0]);
    Bench.inFolder(folder -> {
      AgentId agent;
      long[] early;
      long[] late;
      try (InProcess memory = new InProcess(folder)) {
        warmUp(memory);
        agent = memory.newAgent(FILES, 1000 - WINDOW / 2);
        Bench.title("one repository that grows to %d commits".formatted(commits));
        early = edits(memory, agent, WINDOW, "around commit 1000");
        int between = commits - 1000 - 3 * WINDOW / 2;
        edits(memory, agent, between, "the %d after".formatted(between));
        late = edits(memory, agent, WINDOW, "around commit %d".formatted(commits));
      }
      Bench.ratio("p50 at the end / p50 at 1000 commits", p50(late) / p50(early), true, 1.15);
      Bench.ratio(
          "p99 / p50 at the end, maintenance included",
          Round.percentileMillis(late, 99) / p50(late),
          true,
          6);
      coldReads(folder, agent);
    });
  }

  private static void warmUp(InProcess memory) {
    memory.newAgent(FILES, 1000);
  }

  private static long[] edits(InProcess memory, AgentId agent, int count, String name) {
    InProcess.Edits edits = memory.edits(agent);
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      edits.run();
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    print(name, nanos);
    return nanos;
  }

  private static void print(String name, long[] sorted) {
    System.out.printf(
        Locale.ROOT,
        "  %-34s     p50 %8.2f ms   p99 %8.2f ms   most %8.2f ms%n",
        name,
        p50(sorted),
        Round.percentileMillis(sorted, 99),
        sorted[sorted.length - 1] / 1e6);
  }

  private static double p50(long[] sorted) {
    return Round.percentileMillis(sorted, 50);
  }

  /** Each with new objects and an empty memory, but in a process that is warm. */
  private static void coldReads(Path folder, AgentId agent) {
    long[] nanos = new long[COLD_READS];
    for (int i = 0; i < COLD_READS; i++) {
      try (InProcess fresh = new InProcess(folder)) {
        long start = System.nanoTime();
        fresh.repository(agent).current().files();
        nanos[i] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    print("cold read of all paths", nanos);
    Bench.ratio("cold read, ms", p50(nanos), true, 15);
  }
}
