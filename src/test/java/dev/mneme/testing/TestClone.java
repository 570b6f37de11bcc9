package dev.mneme.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A working tree on disk, driven by the real git. */
public final class TestClone {
  private final Git git;
  private final Path folder;

  TestClone(Git git, Path folder) {
    this.git = git;
    this.folder = folder;
  }

  /** Where it is. */
  public Path folder() {
    return folder;
  }

  /** The same working tree, with another git. */
  public TestClone with(Git other) {
    return new TestClone(other, folder);
  }

  /** Runs a git command in it. */
  public GitResult git(String... arguments) {
    return git.run(folder, arguments);
  }

  /** Likewise, with something to read for it. */
  public GitResult gitWith(byte[] input, String... arguments) {
    return git.run(folder, input, arguments);
  }

  /** Writes a file, with the folders on the way to it. */
  public TestClone write(String path, String text) {
    return write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file of any content. */
  public TestClone write(String path, byte[] bytes) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a file. */
  public String read(String path) {
    try {
      return Files.readString(folder.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a file, or something else if it is not text. */
  public String read(String path, String otherwise) {
    return isText(path) ? read(path) : otherwise;
  }

  /** Whether a file is UTF-8. */
  public boolean isText(String path) {
    byte[] bytes = bytes(path);
    return Arrays.equals(
        new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), bytes);
  }

  /** The content of a file. */
  public byte[] bytes(String path) {
    try {
      return Files.readAllBytes(folder.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a file in the working tree. */
  public TestClone delete(String path) {
    try {
      Files.delete(folder.resolve(path));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a file is there. */
  public boolean has(String path) {
    return Files.exists(folder.resolve(path));
  }

  /** The files that git knows of. */
  public List<String> files() {
    return git("ls-files").ok().lines();
  }

  /** {@code git rm}. */
  public TestClone remove(String... paths) {
    git(with("rm", "-q", "--", paths)).ok();
    return this;
  }

  /** {@code git mv}, with the folder that it goes to. */
  public TestClone move(String from, String to) {
    try {
      Files.createDirectories(folder.resolve(to).getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    git("mv", from, to).ok();
    return this;
  }

  /** Commits everything that is in the tree; an empty commit is one too. */
  public TestClone commit(String message) {
    git("add", "-A").ok();
    git("commit", "-q", "--allow-empty", "-m", message).ok();
    return this;
  }

  /** Commits a tree, made by other means, on top of where this clone is; its working tree stays. */
  public TestClone commitTree(String tree, String message) {
    String commit = git("commit-tree", tree, "-p", "HEAD", "-m", message).ok().line();
    git("update-ref", "HEAD", commit).ok();
    return this;
  }

  /** Pushes the branch that is checked out, or whatever the arguments say. */
  public GitResult push(String... arguments) {
    List<String> command = new ArrayList<>(List.of("push"));
    command.addAll(List.of(arguments));
    if (List.of(arguments).stream().noneMatch("origin"::equals)) {
      command.addAll(List.of("origin", "HEAD"));
    }
    return git(command.toArray(String[]::new));
  }

  /** Commits everything and pushes. */
  public GitResult commitAndPush(String message) {
    return commit(message).push();
  }

  /** Fetches and fast-forwards. */
  public GitResult pull() {
    return git("pull", "-q", "--ff-only");
  }

  /** The commit that is checked out. */
  public String head() {
    return git("rev-parse", "HEAD").ok().line();
  }

  /** The commits from the newest on, in one of git's pretty formats. */
  public List<String> log(String format, String... arguments) {
    return git(with("log", "--format=" + format, "HEAD", arguments)).ok().lines();
  }

  private static String[] with(String a, String b, String c, String... more) {
    List<String> all = new ArrayList<>(List.of(a, b, c));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
