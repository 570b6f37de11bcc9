package dev.mneme;

import dev.mneme.api.Model;
import dev.mneme.block.ContentLimits;
import dev.mneme.config.Limits;
import dev.mneme.config.PushLimits;
import dev.mneme.config.Settings;
import dev.mneme.config.StoreUri;
import dev.mneme.database.Database;
import dev.mneme.database.DatabaseSettings;
import dev.mneme.database.Durability;
import dev.mneme.demo.DemoAgent;
import dev.mneme.demo.StoryClock;
import dev.mneme.git.MemoryRepositories;
import dev.mneme.git.storage.RepositoryLogs;
import dev.mneme.http.HttpServer;
import dev.mneme.http.Routes;
import dev.mneme.http.git.GitEndpoints;
import dev.mneme.http.git.ReceiveSettings;
import dev.mneme.http.rest.HealthEndpoints;
import dev.mneme.http.rest.RestEndpoints;
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
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** The object graph of the server, on one screen. */
public final class ServerMain {
  private static final long MAX_NEGOTIATION_BYTES = 16L << 20;

  /** A small push holds a few megabytes at most; more at once than this wait. */
  private static final int MOST_PUSHES = 64;

  private ServerMain() {}

  /**
   * Starts a server and returns as soon as it answers.
   *
   * @throws RuntimeException if it cannot, with a message for the operator
   */
  public static RunningServer start(Settings settings) {
    return start(settings, UnaryOperator.identity());
  }

  /**
   * The same, with a decorator next to the object store: one that counts, delays or fails.
   *
   * @param around what is put around the adapter, below the retries
   */
  public static RunningServer start(Settings settings, UnaryOperator<ObjectStore> around) {
    var opened = new Opened();
    try {
      return start(settings, around, opened);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static RunningServer start(
      Settings settings, UnaryOperator<ObjectStore> around, Opened opened) {
    Clock clock = Clock.systemUTC();
    var random = new SecureRandom();
    ExecutorService fetches = opened.add(Executors.newVirtualThreadPerTaskExecutor());
    ObjectStore adapter = around.apply(adapter(settings.store(), clock));
    ObjectStore store = opened.add(openStore(adapter, fetches));
    Database database = opened.add(openDatabase(settings));
    var logs = opened.add(new RepositoryLogs(store, nodeName(), clock, random, fetches));
    Memory memory = openMemory(settings, database, logs, clock, random);
    Optional<String> demoAgent = demoAgent(settings, database, store, clock, random, fetches);
    opened.add(new BackgroundRepair(memory.repair()));
    var routes = new Routes();
    new HealthEndpoints(
            Map.of("database", () -> answers(database), "object store", () -> answers(store)))
        .addTo(routes);
    RestEndpoints.add(routes, memory, List.of(Model.DEFAULT));
    new GitEndpoints(
            memory.pushes(),
            memory.sharedRepositories(),
            receiveSettings(settings.limits(), settings.pushes()),
            publicUrl(settings))
        .addTo(routes);
    return new RunningServer(listen(settings, routes), demoAgent, opened::close);
  }

  private static Memory openMemory(
      Settings settings,
      Database database,
      RepositoryLogs logs,
      InstantSource clock,
      SecureRandom random) {
    return Memory.open(
        database,
        new MemoryRepositories(logs),
        isLocal(settings.store()) ? Durability.CACHE : Durability.FULL,
        rulesMode(settings),
        contentLimits(settings.limits()),
        clock,
        IdSource.random(),
        random);
  }

  /** The story of the sample agent lies in the past, so it is told by a clock of its own. */
  private static Optional<String> demoAgent(
      Settings settings,
      Database database,
      ObjectStore store,
      Clock clock,
      SecureRandom random,
      ExecutorService fetches) {
    if (!settings.demo()) {
      return Optional.empty();
    }
    var past = new StoryClock(clock.instant());
    try (var logs = new RepositoryLogs(store, nodeName(), past, random, fetches)) {
      Memory memory = openMemory(settings, database, logs, past, random);
      return Optional.of(DemoAgent.ensure(memory, past, IdSource.random()).value());
    }
  }

  /** Refuses a store on which commits would be lost before anything is written to it. */
  private static ObjectStore openStore(ObjectStore adapter, ExecutorService threads) {
    ObjectStore store =
        new RetryingObjectStore(
            adapter, RetryPolicy.DEFAULT, new SecureRandom(), ServerMain::sleep);
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

  private static ReceiveSettings receiveSettings(Limits limits, PushLimits pushes) {
    return new ReceiveSettings(
        limits.pushPack().bytes(),
        pushes.objects(),
        pushes.unpacked().bytes(),
        Math.max(limits.file().bytes(), limits.blockFile().bytes()),
        limits.files(),
        MAX_NEGOTIATION_BYTES,
        MOST_PUSHES,
        pushes.largeAtOnce());
  }

  private static Optional<URI> publicUrl(Settings settings) {
    return Optional.ofNullable(settings.http().publicUrl());
  }

  private static boolean answers(Database database) {
    database.read(tables -> tables.repositories().dirty());
    return true;
  }

  private static boolean answers(ObjectStore store) {
    store.list("repos/", "", 1);
    return true;
  }

  private static HttpServer listen(Settings settings, Routes routes) {
    try {
      return HttpServer.start(settings.http(), settings.limits(), routes, version());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For people who read records: which process wrote them. */
  private static String nodeName() {
    return "pid-" + ProcessHandle.current().pid();
  }

  /** As the jar says; {@code dev} where there is none. */
  private static String version() {
    return Objects.requireNonNullElse(
        ServerMain.class.getPackage().getImplementationVersion(), "dev");
  }
}
