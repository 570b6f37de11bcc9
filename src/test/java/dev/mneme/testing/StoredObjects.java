package dev.mneme.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The files of a data folder's object store, for tests that lay hands on them. */
public record StoredObjects(Path root) {
  /** The object store in a data folder. */
  public static StoredObjects of(Path data) {
    return new StoredObjects(data.resolve("objects"));
  }

  /** What is stored of a repository, in order of its log: the names count down. */
  public List<Path> of(String repository) {
    try (var files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().contains("/" + repository + "/"))
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those whose names end so: {@code .l} is a record, {@code .c} a checkpoint. */
  public List<Path> of(String repository, String suffix) {
    return of(repository).stream().filter(file -> file.toString().endsWith(suffix)).toList();
  }

  /** What a bad disk does. */
  public static void flipABit(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets a file be as old as if time had gone by. */
  public static void age(Path file, Duration by) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(by)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
