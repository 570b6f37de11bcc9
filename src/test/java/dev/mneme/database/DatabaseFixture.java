package dev.mneme.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test on a database of its own. */
@NullUnmarked
abstract class DatabaseFixture {
  @TempDir Path folder;
  Path file;
  Database database;

  @BeforeEach
  void open() {
    file = folder.resolve("mneme.db");
    database = open(Duration.ofSeconds(5));
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** Another one on the same file, as another process has it. */
  Database open(Duration busyTimeout) {
    return Database.open(new DatabaseSettings(file, busyTimeout, 4));
  }

  void write(Consumer<Tables> work) {
    database.write(
        Durability.CACHE,
        tables -> {
          work.accept(tables);
          return true;
        });
  }

  <T> List<T> all(Function<Tables, List<T>> query) {
    return database.read(query);
  }

  <T> Optional<T> one(Function<Tables, Optional<T>> query) {
    return database.read(query);
  }

  <K, V> Map<K, V> map(Function<Tables, Map<K, V>> query) {
    return database.read(query);
  }
}
