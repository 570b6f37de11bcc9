package dev.mneme.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** A bare repository in a folder, written by the real git, every write synced to the disk. */
record GitFolder(Path path) {

  /** A new one with some files and that many commits, packed. */
  static GitFolder create(Path path, int files, int commits) {
    GitFolder git = new GitFolder(path);
    git(
        path.toAbsolutePath().resolveSibling("."),
        new byte[0],
        "init",
        "-q",
        "--bare",
        "-b",
        "main",
        path.toString());
    git.configure();
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    git.writeCommits(stream, files, commits);
    git.run(stream.toByteArray(), "fast-import", "--quiet", "--done");
    git.repack();
    return git;
  }

  /** One pack of everything, as {@code git gc} makes it, but without a bitmap. */
  void repack() {
    run(new byte[0], "repack", "-a", "-d", "-q", "--no-write-bitmap-index");
    run(new byte[0], "pack-refs", "--all");
  }

  /** The same with a bitmap: what a clone may be served from until the next push. */
  void repackWithBitmap() {
    run(new byte[0], "repack", "-a", "-d", "-q", "-b");
  }

  /** Another with the same content. */
  GitFolder copy(Path to) {
    try (var files = Files.walk(path)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(path.relativize(file).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new GitFolder(to);
  }

  /** Everything durable, for git 2.36 and later and for JGit. */
  void configure() {
    for (String[] setting :
        new String[][] {
          {"core.fsync", "all"},
          {"core.fsyncMethod", "fsync"},
          {"core.fsyncObjectFiles", "true"},
          {"core.fsyncRefFiles", "true"},
          {"gc.auto", "0"},
          {"receive.autogc", "false"},
          {"http.receivepack", "true"}
        }) {
      git(path, new byte[0], "config", setting[0], setting[1]);
    }
  }

  private void writeCommits(ByteArrayOutputStream stream, int files, int commits) {
    for (int commit = 0; commit < commits; commit++) {
      text(stream, "commit refs/heads/main\ncommitter Ada <ada@example.org> 1700000000 +0000\n");
      data(stream, "Update system/human block\n");
      for (int file = 0; file < (commit == 0 ? files : 1); file++) {
        text(stream, "M 100644 inline system/%s.md\n".formatted(Texts.name(file)));
        data(stream, Texts.file(file, commit));
      }
    }
    text(stream, "done\n");
  }

  /** One commit by {@code git fast-import}: a process that ends when the commit is durable. */
  void fastImport() {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    text(stream, "commit refs/heads/main\ncommitter Ada <ada@example.org> now\n");
    data(stream, "Update system/human block\n");
    text(stream, "from refs/heads/main^0\nM 100644 inline system/human.md\n");
    data(stream, Texts.file(0, Texts.next()));
    text(stream, "done\n");
    run(stream.toByteArray(), "fast-import", "--quiet", "--done", "--date-format=now");
  }

  /**
   * Many commits on {@code main}, each of one file.
   *
   * @param content of the file after the commit with that number, from 1 on
   */
  void fastImport(int commits, String path, IntFunction<String> content) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int commit = 1; commit <= commits; commit++) {
      text(stream, "commit refs/heads/main\ncommitter Ada <ada@example.org> 1700000000 +0000\n");
      data(stream, "Update %s\n".formatted(path));
      text(stream, commit == 1 ? "from refs/heads/main^0\n" : "");
      text(stream, "M 100644 inline %s\n".formatted(path));
      data(stream, content.apply(commit));
    }
    text(stream, "done\n");
    run(stream.toByteArray(), "fast-import", "--quiet", "--done");
  }

  private static void data(ByteArrayOutputStream stream, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    text(stream, "data " + bytes.length + "\n");
    stream.writeBytes(bytes);
    text(stream, "\n");
  }

  private static void text(ByteArrayOutputStream stream, String text) {
    stream.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Runs a git command in it; fails if git does. */
  String run(byte[] input, String... arguments) {
    return git(path, input, arguments);
  }

  static String git(Path folder, byte[] input, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return run(folder, command, input);
  }

  /** Runs any command; fails if it does. */
  static String run(Path folder, List<String> command, byte... input) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
      builder.environment().put("HOME", folder.toString());
      Process process = builder.start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(input);
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IllegalStateException(command + ": " + output);
      }
      return output.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
