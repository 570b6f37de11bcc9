package dev.mneme.journeys;

import dev.mneme.testing.TestClone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Changes the files of a working tree at random, in every way that a patch has to tell. */
final class RandomTree {
  private static final List<String> PATHS =
      List.of(
          "system/human.md",
          "notes/a.md",
          "notes/b c.md",
          "notes/ünï.md",
          "x/\"quoted\".txt",
          "data.bin",
          "deep/er/and/deeper/file.txt",
          "run.sh",
          "empty");
  private final Random random;
  private final TestClone clone;

  RandomTree(Random random, TestClone clone) {
    this.random = random;
    this.clone = clone;
  }

  /** Changes one to four files. */
  void change() {
    for (int i = random.nextInt(4); i >= 0; i--) {
      changeOne();
    }
  }

  private void changeOne() {
    List<String> files = clone.git("-c", "core.quotePath=false", "ls-files").ok().lines();
    String path = PATHS.get(random.nextInt(PATHS.size()));
    String old = files.stream().filter(clone::has).findFirst().orElse(path);
    switch (random.nextInt(8)) {
      case 0 -> clone.write(path, bytes());
      case 1 -> remove(path);
      case 2 -> move(old);
      case 3 -> flipExecutable(path);
      case 4 -> clone.write(path, "");
      case 5 -> edit(path);
      default -> clone.write(path, text());
    }
  }

  private void edit(String path) {
    String text = clone.has(path) ? clone.read(path, "") : "";
    int at = text.indexOf('\n', random.nextInt(text.length() + 1)) + 1;
    clone.write(path, text.substring(0, at) + text() + text.substring(at));
  }

  private void remove(String path) {
    if (clone.has(path)) {
      clone.delete(path);
    }
  }

  private void move(String from) {
    String to = "moved/" + random.nextInt(3) + ".md";
    if (clone.has(from) && !clone.has(to)) {
      byte[] content = clone.bytes(from);
      clone.delete(from).write(to, content);
    }
  }

  private void flipExecutable(String path) {
    if (!clone.has(path)) {
      return;
    }
    try {
      Set<PosixFilePermission> modes = Files.getPosixFilePermissions(clone.folder().resolve(path));
      if (!modes.add(PosixFilePermission.OWNER_EXECUTE)) {
        modes.remove(PosixFilePermission.OWNER_EXECUTE);
      }
      Files.setPosixFilePermissions(clone.folder().resolve(path), modes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i >= 0; i--) {
      text.append("line ")
          .append(random.nextInt(40))
          .append(random.nextInt(9) == 0 ? "\r\n" : "\n");
    }
    return random.nextInt(4) == 0 ? text + "no end" : text.toString();
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return random.nextBoolean() ? bytes : "caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
  }
}
