package dev.mneme;

import dev.mneme.block.ContentLimits;
import dev.mneme.config.Limits;
import dev.mneme.config.Settings;
import dev.mneme.config.StoreUri;
import dev.mneme.database.Database;
import dev.mneme.database.DatabaseSettings;
import dev.mneme.database.Durability;
import dev.mneme.git.MemoryRepositories;
import dev.mneme.git.storage.RepositoryLogs;
import dev.mneme.memory.IdSource;
import dev.mneme.memory.Memory;
import dev.mneme.objects.ObjectStore;
import dev.mneme.objects.RetryPolicy;
import dev.mneme.objects.RetryingObjectStore;
import dev.mneme.objects.StoreLocation;
import dev.mneme.objects.StoreSelfTest;
import dev.mneme.objects.file.FileObjectStore;
import dev.mneme.objects.memory.MemoryObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** What memory stands on: the object store and the rows, opened as settings say. */
record Foundation(
    Settings settings,
    ObjectStore store,
    Database database,
    Clock clock,
    SecureRandom random,
    ExecutorService fetches) {

  /**
   * Opens it, making what is missing.
   *
   * @param around what is put around the adapter of the store, below the retries
   * @param opened remembers what is to be closed
   */
  static Foundation open(Settings settings, UnaryOperator<ObjectStore> around, Opened opened) {
    Clock clock = Clock.systemUTC();
    ExecutorService fetches = opened.add(Executors.newVirtualThreadPerTaskExecutor());
    ObjectStore adapter = around.apply(adapter(settings.store(), clock));
    ObjectStore store = opened.add(openStore(adapter, fetches));
    Database database = opened.add(openDatabase(settings));
    return new Foundation(settings, store, database, clock, new SecureRandom(), fetches);
  }

  /** The logs of all repositories, by some clock; must be closed. */
  RepositoryLogs openLogs(InstantSource time) {
    return new RepositoryLogs(store, nodeName(), time, random, fetches);
  }

  /** The use cases, by the clock of the logs. */
  Memory memory(RepositoryLogs logs, InstantSource time) {
    return Memory.open(
        database,
        new MemoryRepositories(logs),
        isLocal(settings.store()) ? Durability.CACHE : Durability.FULL,
        rulesMode(settings),
        contentLimits(settings.limits()),
        time,
        IdSource.random(),
        random);
  }

  /** Refuses a store on which commits would be lost before anything is written to it. */
  private static ObjectStore openStore(ObjectStore adapter, ExecutorService threads) {
    ObjectStore store =
        new RetryingObjectStore(
            adapter, RetryPolicy.DEFAULT, new SecureRandom(), Foundation::sleep);
    new StoreSelfTest(store, threads).run(new SecureRandom());
    return store;
  }

  private static ObjectStore adapter(StoreUri uri, Clock clock) {
    return switch (StoreLocation.of(uri.value())) {
      case StoreLocation.Folder(Path root) -> new FileObjectStore(root, clock);
      case StoreLocation.Memory() -> new MemoryObjectStore(clock);
    };
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isLocal(StoreUri uri) {
    return uri.value().startsWith("file:");
  }

  private static Database openDatabase(Settings settings) {
    try {
      Files.createDirectories(settings.data());
      Path file = settings.data().resolve("mneme.db");
      return Database.open(new DatabaseSettings(file, settings.database().busyTimeout(), 8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static dev.mneme.block.RulesMode rulesMode(Settings settings) {
    return switch (settings.rules()) {
      case STANDARD -> dev.mneme.block.RulesMode.STANDARD;
      case STRICT -> dev.mneme.block.RulesMode.STRICT;
    };
  }

  private static ContentLimits contentLimits(Limits limits) {
    return new ContentLimits(
        limits.blockFile().bytes(),
        limits.file().bytes(),
        limits.files(),
        limits.pushPack().bytes());
  }

  /** For people who read records: which process wrote them. */
  private static String nodeName() {
    return "pid-" + ProcessHandle.current().pid();
  }
}
