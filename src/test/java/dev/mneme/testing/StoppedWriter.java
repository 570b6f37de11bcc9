package dev.mneme.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Another process on a server's data folder, which is stopped (SIGSTOP) inside a write of the
 * database. Closing it kills it there.
 */
public final class StoppedWriter implements AutoCloseable {
  private final Process process;

  private StoppedWriter(Process process) {
    this.process = process;
  }

  /** Starts it, and returns when it stands still. */
  public static StoppedWriter on(Path data) {
    List<String> command =
        ServerProcess.java(List.of(), StoppedWriter.class.getName(), data.toString());
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      if (process.inputReader(UTF_8).readLine() == null) {
        throw new IllegalStateException("the process has ended: " + process);
      }
      ServerProcess.signal(process, "-STOP");
      return new StoppedWriter(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** The other process. */
  public static void main(String[] args) throws IOException {
    try (var _ = HeldDatabase.of(Path.of(args[0]))) {
      System.out.println("inside");
      System.in.read();
    }
  }
}
