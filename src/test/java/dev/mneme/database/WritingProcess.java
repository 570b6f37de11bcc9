package dev.mneme.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Another process on the same database: adds agents and says so, or stops inside a write. */
final class WritingProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private WritingProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  static WritingProcess start(Path file, String what, int first) throws IOException {
    var command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            WritingProcess.class.getName(),
            file.toString(),
            what,
            Integer.toString(first));
    return new WritingProcess(command.redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** The next line it says that is ours; empty at its end. */
  String next() throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("> ")) {
        return line.substring(2);
      }
    }
    return "";
  }

  void awaitEnd() throws IOException, InterruptedException {
    String line = next();
    while (!line.isEmpty()) {
      line = next();
    }
    process.waitFor();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Runs in the other process. */
  public static void main(String[] args) {
    var settings = new DatabaseSettings(Path.of(args[0]), Duration.ofSeconds(30), 2);
    try (Database database = Database.open(settings)) {
      int first = Integer.parseInt(args[2]);
      if (args[1].equals("stop")) {
        stopInside(database, first);
      } else {
        add(database, first);
      }
    }
  }

  private static void stopInside(Database database, int agent) {
    database.write(
        Durability.FULL,
        tables -> {
          tables.agents().insert(Rows.agent(agent));
          System.out.println("> inside");
          return waitForInput();
        });
  }

  private static int waitForInput() {
    try {
      return System.in.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(Database database, int first) {
    for (int number = first; number < first + 200; number++) {
      var agent = Rows.agent(number);
      database.write(
          Durability.FULL,
          tables -> {
            tables.agents().insert(agent);
            return true;
          });
      System.out.println("> " + number);
    }
  }
}
