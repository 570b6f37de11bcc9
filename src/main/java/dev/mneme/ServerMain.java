package dev.mneme;

import dev.mneme.api.Model;
import dev.mneme.config.EventSettings;
import dev.mneme.config.Limits;
import dev.mneme.config.PushLimits;
import dev.mneme.config.Settings;
import dev.mneme.database.Database;
import dev.mneme.demo.DemoAgent;
import dev.mneme.demo.StoryClock;
import dev.mneme.git.storage.RepositoryLogs;
import dev.mneme.http.HttpServer;
import dev.mneme.http.Routes;
import dev.mneme.http.docs.DocsEndpoints;
import dev.mneme.http.git.GitEndpoints;
import dev.mneme.http.git.ReceiveSettings;
import dev.mneme.http.rest.EventEndpoints;
import dev.mneme.http.rest.EventStreams;
import dev.mneme.http.rest.HealthEndpoints;
import dev.mneme.http.rest.RestEndpoints;
import dev.mneme.http.rest.WebhookEndpoints;
import dev.mneme.memory.IdSource;
import dev.mneme.memory.Memory;
import dev.mneme.objects.ObjectStore;
import dev.mneme.webhooks.Deliveries;
import dev.mneme.webhooks.Terms;
import dev.mneme.webhooks.WebhookService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The object graph of the server, on one screen. */
public final class ServerMain {
  private static final long MAX_NEGOTIATION_BYTES = 16L << 20;

  /** A small push holds a few megabytes at most; more at once than this wait. */
  private static final int MOST_PUSHES = 64;

  private static final Duration BETWEEN_REPAIRS = Duration.ofSeconds(30);

  /** What is given up has been kept for a month: some hours more do no harm. */
  private static final Duration BETWEEN_SWEEPS = Duration.ofHours(6);

  /** Shorter than what proxies take for a dead connection. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

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
    var foundation = Foundation.open(settings, around, opened);
    Database database = foundation.database();
    ObjectStore store = foundation.store();
    RepositoryLogs logs = opened.add(foundation.openLogs(foundation.clock()));
    Memory memory = foundation.memory(logs, foundation.clock());
    Optional<String> demoAgent = demoAgent(foundation);
    opened.add(new BackgroundWork(background(memory)));
    var routes = new Routes();
    new HealthEndpoints(
            Map.of("database", () -> answers(database), "object store", () -> answers(store)))
        .addTo(routes);
    new DocsEndpoints().addTo(routes);
    RestEndpoints.add(routes, memory, List.of(Model.DEFAULT));
    var streams =
        new EventStreams(
            memory.events(), settings.events().streams(), settings.events().poll(), HEARTBEAT);
    new EventEndpoints(memory.events(), streams).addTo(routes);
    new WebhookEndpoints(webhooks(foundation, memory, opened)).addTo(routes);
    new GitEndpoints(
            memory.pushes(),
            memory.sharedRepositories(),
            receiveSettings(settings.limits(), settings.pushes()),
            publicUrl(settings))
        .addTo(routes);
    return new RunningServer(listen(settings, routes), demoAgent, streams::close, opened::close);
  }

  /** Repairs: reads repair what they need by themselves, this finds the rest. */
  private static List<BackgroundWork.Task> background(Memory memory) {
    return List.of(
        new BackgroundWork.Task("repair", memory.repair()::run, BETWEEN_REPAIRS),
        new BackgroundWork.Task(
            "giving up what was deleted", memory.deleted()::sweep, BETWEEN_SWEEPS));
  }

  /** The story of the sample agent lies in the past, so it is told by a clock of its own. */
  private static Optional<String> demoAgent(Foundation foundation) {
    if (!foundation.settings().demo()) {
      return Optional.empty();
    }
    var past = new StoryClock(foundation.clock().instant());
    try (var logs = foundation.openLogs(past)) {
      Memory memory = foundation.memory(logs, past);
      return Optional.of(DemoAgent.ensure(memory, past, IdSource.random()).value());
    }
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

  private static WebhookService webhooks(Foundation foundation, Memory memory, Opened opened) {
    Terms terms = webhookTerms(foundation.settings().events());
    var events = memory.events();
    var deliveries =
        opened.add(
            Deliveries.start(
                foundation.database(),
                events,
                terms,
                version(),
                foundation.clock(),
                foundation.random()));
    return new WebhookService(
        foundation.database(),
        events,
        deliveries,
        terms,
        foundation.clock(),
        IdSource.random(),
        foundation.random());
  }

  private static Terms webhookTerms(EventSettings events) {
    return new Terms(
        events.webhookAttempts(),
        events.webhookTimeout(),
        events.poll(),
        events.webhooksToPrivate());
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

  /** As the jar says; {@code dev} where there is none. */
  private static String version() {
    return Objects.requireNonNullElse(
        ServerMain.class.getPackage().getImplementationVersion(), "dev");
  }
}
