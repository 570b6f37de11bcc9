package dev.mneme.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/** What all measurements print, and where they work. */
final class Bench {
  private Bench() {}

  static void title(String text) throws IOException {
    System.out.printf("%n%s   [load %s]%n", text, load());
  }

  static void table(Map<String, Result> results) {
    results.values().forEach(result -> System.out.println(result.line()));
  }

  /**
   * Prints a ratio beside its target.
   *
   * @param atMost whether the target is an upper bound
   */
  static void ratio(String name, double ratio, boolean atMost, double target) {
    boolean met = atMost ? ratio <= target : ratio >= target;
    System.out.printf(
        Locale.ROOT,
        "    %-52s %7.2f   target %s %.2f   %s%n",
        name,
        ratio,
        atMost ? "≤" : "≥",
        target,
        met ? "met" : "MISSED");
  }

  /** The load averages, for whoever reads the figures: others may be at work on the machine. */
  static String load() throws IOException {
    Path file = Path.of("/proc/loadavg");
    return Files.exists(file)
        ? Files.readString(file, StandardCharsets.UTF_8).split(" [0-9]+/", 2)[0]
        : "unknown";
  }

  /** Runs a measurement in a folder of its own, which goes afterwards. */
  static void inFolder(Work work) throws Exception {
    Path folder = Files.createTempDirectory("mneme-bench");
    try {
      work.run(folder);
    } finally {
      delete(folder);
    }
  }

  /** A measurement. */
  @FunctionalInterface
  interface Work {
    void run(Path folder) throws Exception;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
