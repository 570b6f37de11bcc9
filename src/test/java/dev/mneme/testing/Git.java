package dev.mneme.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The real git, as a new user on a new machine would have it: an empty home, no configuration of
 * anybody, no prompts, and never longer than a minute.
 *
 * <p>Immutable but for its folder, which {@link #close} deletes. Safe for several threads.
 */
public final class Git implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** A thread each: whoever waited for another's end would let a talkative git stand still. */
  private static final Executor READERS = task -> Thread.ofVirtual().start(task);

  private final Path home;
  private final Map<String, String> variables;
  private final List<String> settings;
  private final AtomicInteger clones;

  private Git(
      Path home, Map<String, String> variables, List<String> settings, AtomicInteger clones) {
    this.home = home;
    this.variables = variables;
    this.settings = settings;
    this.clones = clones;
  }

  /** With a new home. */
  public static Git fresh() {
    try {
      Path home = Files.createTempDirectory("mneme-git");
      return new Git(home, Map.of(), List.of(), new AtomicInteger());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same with a variable in its environment. */
  public Git withVariable(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(variables);
    more.put(name, value);
    return new Git(home, more, settings, clones);
  }

  /** The same with {@code -c name=value} on each command. */
  public Git withSetting(String name, String value) {
    List<String> more = new ArrayList<>(settings);
    more.addAll(List.of("-c", name + "=" + value));
    return new Git(home, variables, more, clones);
  }

  /** Whoever commits with it. */
  public Git as(String name, String email) {
    return withVariable("GIT_AUTHOR_NAME", name)
        .withVariable("GIT_AUTHOR_EMAIL", email)
        .withVariable("GIT_COMMITTER_NAME", name)
        .withVariable("GIT_COMMITTER_EMAIL", email);
  }

  /** The folder in which everything of this git lies. */
  public Path home() {
    return home;
  }

  /** Clones; fails if git does. */
  public TestClone clone(String url, String... options) {
    Path folder = newFolder();
    List<String> command = new ArrayList<>(List.of("clone", "-q"));
    command.addAll(List.of(options));
    command.addAll(List.of(url, folder.toString()));
    run(home, command.toArray(String[]::new)).ok();
    return new TestClone(this, folder);
  }

  /** A new repository with nothing in it, on {@code main}. */
  public TestClone init() {
    Path folder = newFolder();
    run(home, "init", "-q", "-b", "main", folder.toString()).ok();
    return new TestClone(this, folder);
  }

  /** A path in the home that nothing is at. */
  public Path newFolder() {
    return home.resolve("clone-" + clones.incrementAndGet());
  }

  /** Runs a command and waits for its end. */
  public GitResult run(Path folder, String... arguments) {
    return run(folder, new byte[0], arguments);
  }

  /** Likewise, with something to read for it. */
  public GitResult run(Path folder, byte[] input, String... arguments) {
    try {
      return wait(start(folder, arguments), input, String.join(" ", arguments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process start(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(settings);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
    environment.clear();
    environment.putAll(environment(path));
    environment.putAll(variables);
    return builder.start();
  }

  private Map<String, String> environment(String path) {
    return Map.of(
        "PATH", path,
        "HOME", home.toString(),
        "XDG_CONFIG_HOME", home.resolve("xdg").toString(),
        "GIT_CONFIG_NOSYSTEM", "1",
        "GIT_TERMINAL_PROMPT", "0",
        "GIT_AUTHOR_NAME", "Ada",
        "GIT_AUTHOR_EMAIL", "ada@example.org",
        "GIT_COMMITTER_NAME", "Ada",
        "GIT_COMMITTER_EMAIL", "ada@example.org",
        "LC_ALL", "C.UTF-8");
  }

  private static GitResult wait(Process process, byte[] input, String command) throws IOException {
    var out = CompletableFuture.supplyAsync(() -> readAll(process.getInputStream()), READERS);
    var err = CompletableFuture.supplyAsync(() -> readAll(process.getErrorStream()), READERS);
    try (var in = process.getOutputStream()) {
      in.write(input);
    } catch (IOException gone) {
      // A command that has ended before it read everything says why in its answer.
    }
    return new GitResult(command, exitStatus(process, command), out.join(), err.join());
  }

  private static int exitStatus(Process process, String command) {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("git " + command + " took longer than " + PATIENCE);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String readAll(java.io.InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes its home and every clone. */
  @Override
  public void close() {
    try (var files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
