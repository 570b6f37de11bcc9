package dev.mneme.webhooks;

import dev.mneme.agent.AgentId;
import dev.mneme.database.Database;
import dev.mneme.database.DatabaseException;
import dev.mneme.database.Lane;
import dev.mneme.database.Lease;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.Webhook;
import dev.mneme.events.WebhookId;
import dev.mneme.memory.EventService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that events are sent: one thread finds what is to be sent, and sends couriers out with
 * it.
 *
 * <p>It is woken by the commits of this process. What another one has committed that one sends; if
 * it died, all lanes are compared with the logs from time to time.
 */
public final class Deliveries implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private static final int POLLS_PER_COMPARISON = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private final Office office;
  private final Map<WebhookId, Outlet> outlets = new ConcurrentHashMap<>();
  private final Semaphore woken = new Semaphore(0);
  private final ExecutorService couriers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("webhook-", 0).factory());
  private final Thread finder;
  private volatile boolean closed;
  private volatile boolean changed = true;
  private long refreshAt = System.nanoTime();

  private Deliveries(Office office) {
    this.office = office;
    this.finder = Thread.ofVirtual().name("webhooks").unstarted(this::run);
  }

  /**
   * Begins to send; to be closed.
   *
   * @param version of this program, for the receivers' logs
   */
  public static Deliveries start(
      Database database,
      EventService events,
      Terms terms,
      String version,
      InstantSource clock,
      RandomGenerator random) {
    var addresses = new Addresses(Addresses.Names.ofSystem(), terms.anywhere());
    var sender = new Sender(addresses, terms.timeout(), version, clock);
    var office = new Office(database, events, sender, new Backoff(random), terms, clock);
    var deliveries = new Deliveries(office);
    events.whenCommitted(deliveries::ring);
    deliveries.finder.start();
    return deliveries;
  }

  private void ring(AgentId agent) {
    boolean anybody = false;
    for (Outlet outlet : outlets.values()) {
      if (outlet.webhook().isFor(agent)) {
        outlet.ring(agent);
        anybody = true;
      }
    }
    if (anybody) {
      woken.release();
    }
  }

  /** Webhooks, or what they are to be sent, changed in the rows. */
  void changed() {
    changed = true;
    woken.release();
  }

  private void run() {
    while (!closed) {
      try {
        look();
      } catch (DatabaseException e) {
        LOG.warn("webhooks have to wait: {}", e.getMessage());
      } catch (RuntimeException e) {
        LOG.error("webhooks cannot be looked after", e);
      }
      await();
    }
  }

  private void await() {
    try {
      boolean rung = woken.tryAcquire(office.terms().poll().toNanos(), TimeUnit.NANOSECONDS);
      if (rung) {
        woken.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  private void look() {
    if (changed || System.nanoTime() - refreshAt >= 0) {
      refresh();
    }
    outlets.values().forEach(this::look);
  }

  private void refresh() {
    changed = false;
    refreshAt = System.nanoTime() + office.terms().poll().toNanos();
    List<Webhook> webhooks = office.database().read(tables -> tables.webhooks().list());
    outlets.keySet().retainAll(webhooks.stream().map(Webhook::id).toList());
    webhooks.forEach(webhook ->
        outlets.computeIfAbsent(webhook.id(), id -> new Outlet(webhook, System.nanoTime())));
  }

  private void look(Outlet outlet) {
    Webhook webhook = outlet.webhook();
    Duration period = office.terms().poll().multipliedBy(POLLS_PER_COMPARISON);
    if (outlet.isToCompare(System.nanoTime(), period.toNanos())) {
      outlet.ringAll(office.database().read(tables -> tables.lanes().behind(webhook)));
    }
    int room = outlet.room();
    if (room > 0) {
      Instant now = office.now();
      office
          .database()
          .read(tables -> tables.lanes().due(webhook.id(), now, room))
          .forEach(agent -> begin(outlet, agent));
      outlet.rung(room).forEach(agent -> begin(outlet, agent));
      office
          .database()
          .read(tables -> tables.deadLetters().due(webhook.id(), now, room))
          .forEach(letter -> begin(outlet, letter));
    }
  }

  private void begin(Outlet outlet, AgentId agent) {
    if (outlet.room() > 0 && outlet.begin(agent)) {
      outlet.answer(agent);
      Lease lease = office.newLease();
      Webhook webhook = outlet.webhook();
      runIfClaimed(
          outlet,
          agent,
          () ->
              claim(webhook, agent, lease)
                  .map(lane -> new LaneCourier(office, webhook, lane, lease, () -> !closed)));
    }
  }

  private Optional<Lane> claim(Webhook webhook, AgentId agent, Lease lease) {
    return office.write(tables -> tables.lanes().claim(webhook.id(), agent, office.now(), lease));
  }

  private void begin(Outlet outlet, DeadLetter letter) {
    if (outlet.room() > 0 && outlet.begin(letter.id())) {
      Lease lease = office.newLease();
      Webhook webhook = outlet.webhook();
      runIfClaimed(
          outlet,
          letter.id(),
          () ->
              claim(letter, lease)
                  ? Optional.of(new LetterCourier(office, webhook, letter, lease, () -> !closed))
                  : Optional.empty());
    }
  }

  private boolean claim(DeadLetter letter, Lease lease) {
    return office.write(tables -> tables.deadLetters().claim(letter, office.now(), lease));
  }

  /** Claims on this thread, so that the courier's room is taken in the order of what is due. */
  private void runIfClaimed(
      Outlet outlet, Object what, Supplier<Optional<? extends Runnable>> claim) {
    Optional<? extends Runnable> courier = Optional.empty();
    try {
      courier = claim.get();
    } finally {
      if (courier.isEmpty()) {
        outlet.end(what);
      }
    }
    courier.ifPresent(each -> couriers.execute(() -> run(outlet, what, each)));
  }

  /** What fails here is not lost: the lease ends, and somebody tries again. */
  private void run(Outlet outlet, Object what, Runnable courier) {
    try {
      courier.run();
    } catch (DatabaseException e) {
      LOG.warn("{} for {} has to wait: {}", what, outlet.webhook().id(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{} for {} could not be sent", what, outlet.webhook().id(), e);
    } finally {
      outlet.end(what);
      woken.release();
    }
  }

  /** Stops sending; what is being sent now is sent again by the next process. */
  @Override
  public void close() {
    closed = true;
    woken.release();
    try {
      finder.join(PATIENCE);
      couriers.shutdown();
      office.sender().close();
      if (!couriers.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("webhooks did not end within {}", PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
