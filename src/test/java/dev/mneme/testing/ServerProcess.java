package dev.mneme.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mneme.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server in a process of its own, which can be paused and killed. What it logs goes to the
 * standard error of this process, unless it is to be thrown away.
 */
public final class ServerProcess implements AutoCloseable {
  private static final String MAIN = Main.class.getName();
  private static final String READY = "Mneme is ready at ";
  private final Process process;
  private final TestClient client;
  private final URI url;

  private ServerProcess(Process process, URI url) {
    this.process = process;
    this.url = url;
    this.client = new TestClient(url);
  }

  /**
   * Starts {@code mneme serve} on a data folder and waits until it answers.
   *
   * @param options more options of {@code serve}
   */
  public static ServerProcess start(Path data, String... options) {
    return start(List.of(), data, options);
  }

  /**
   * The same, with options for the JVM.
   *
   * @throws IllegalStateException if it ends instead
   */
  public static ServerProcess start(List<String> jvmOptions, Path data, String... options) {
    return run(java(jvmOptions, MAIN), ProcessBuilder.Redirect.INHERIT, data, options);
  }

  /** Likewise; what it logs is added to a file. */
  public static ServerProcess startLoggingTo(Path log, Path data, String... options) {
    var redirect = ProcessBuilder.Redirect.appendTo(log.toFile());
    return run(java(List.of(), MAIN), redirect, data, options);
  }

  /** Begins to start it, and does not wait until it answers. */
  public static Process begin(Path data) {
    return begin(java(List.of(), MAIN), ProcessBuilder.Redirect.INHERIT, data);
  }

  /** The command that runs a class of ours or of the tests in a process of its own. */
  static List<String> java(List<String> jvmOptions, String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(jvmOptions);
    String classPath = System.getProperty("java.class.path");
    command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", classPath)));
    command.add(main);
    command.addAll(List.of(arguments));
    return command;
  }

  /** Likewise, with any program that takes what {@code mneme} takes. */
  public static ServerProcess run(List<String> program, Path data, String... options) {
    return run(program, ProcessBuilder.Redirect.INHERIT, data, options);
  }

  private static ServerProcess run(
      List<String> program, ProcessBuilder.Redirect log, Path data, String... options) {
    Process process = begin(program, log, data, options);
    try {
      return new ServerProcess(process, awaitReady(process));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process begin(
      List<String> program, ProcessBuilder.Redirect log, Path data, String... options) {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("serve", "--data", data.toString(), "--port", "0"));
    command.addAll(List.of(options));
    try {
      return new ProcessBuilder(command).redirectError(log).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URI awaitReady(Process process) throws IOException {
    BufferedReader out = process.inputReader(UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(READY)) {
        return URI.create(line.substring(READY.length()));
      }
    }
    throw new IllegalStateException("the server has ended instead of starting: " + process);
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** A client of it. */
  public TestClient client() {
    return client;
  }

  /** The remote of an agent's memory, for git. */
  public String repositoryOf(String agentId) {
    return url + "/v1/git/" + agentId + "/state.git";
  }

  /** Stops it where it is (SIGSTOP). */
  public void pause() {
    signal(process, "-STOP");
  }

  /** Lets it go on (SIGCONT). */
  public void resume() {
    signal(process, "-CONT");
  }

  /** The same for one that may have been killed. */
  public void resumeIfAlive() {
    if (process.isAlive()) {
      resume();
    }
  }

  static void signal(Process process, String name) {
    String pid = String.valueOf(process.pid());
    try {
      int status = new ProcessBuilder("kill", name, pid).inheritIO().start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("kill %s %s ended with %d".formatted(name, pid, status));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Kills it at once (SIGKILL), paused or not. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Asks it to end (SIGTERM) and waits; kills it if it does not. */
  @Override
  public void close() {
    client.close();
    process.destroy();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
