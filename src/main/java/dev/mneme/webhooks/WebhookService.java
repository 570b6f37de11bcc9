package dev.mneme.webhooks;

import dev.mneme.database.Database;
import dev.mneme.database.Durability;
import dev.mneme.database.Tables;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.DeliveryId;
import dev.mneme.events.Event;
import dev.mneme.events.Webhook;
import dev.mneme.events.WebhookId;
import dev.mneme.events.WebhookSecret;
import dev.mneme.memory.ConflictException;
import dev.mneme.memory.EventService;
import dev.mneme.memory.IdSource;
import dev.mneme.memory.InvalidException;
import dev.mneme.memory.NotFoundException;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Who is sent events, and what became of those that were not taken. */
public final class WebhookService {
  private static final int MOST = 100;
  private final Database database;
  private final EventService events;
  private final Deliveries deliveries;
  private final Addresses addresses;
  private final InstantSource clock;
  private final IdSource ids;
  private final RandomGenerator random;

  /**
   * @param terms as {@code deliveries} has them
   * @param random for secrets
   */
  public WebhookService(
      Database database,
      EventService events,
      Deliveries deliveries,
      Terms terms,
      InstantSource clock,
      IdSource ids,
      RandomGenerator random) {
    this.database = database;
    this.events = events;
    this.deliveries = deliveries;
    this.addresses = new Addresses(Addresses.Names.ofSystem(), terms.anywhere());
    this.clock = clock;
    this.ids = ids;
    this.random = random;
  }

  /**
   * Begins to send events: those that happen from now on.
   *
   * @throws InvalidException if they must not be sent there
   * @throws NotFoundException if there is no such agent
   * @throws ConflictException if there are too many webhooks
   */
  public Webhook create(NewWebhook wanted) {
    requireReachable(wanted);
    var secret = Objects.requireNonNullElseGet(wanted.secret(), () -> WebhookSecret.random(random));
    var webhook =
        new Webhook(
            new WebhookId(WebhookId.PREFIX + ids.uuid()),
            wanted.url(),
            wanted.agent(),
            wanted.types(),
            secret,
            clock.instant());
    database.write(Durability.FULL, tables -> insert(tables, webhook));
    deliveries.changed();
    return webhook;
  }

  /** Each delivery checks again: what a name means may change. */
  private void requireReachable(NewWebhook wanted) {
    String host = wanted.url().host();
    try {
      addresses.of(host);
    } catch (ForbiddenAddressException e) {
      throw new InvalidException(String.valueOf(e.getMessage()));
    } catch (UnknownHostException e) {
      throw new InvalidException("The host '%s' is not known to this server".formatted(host));
    }
  }

  private static boolean insert(Tables tables, Webhook webhook) {
    if (webhook.agent() != null && !tables.agents().contains(webhook.agent())) {
      throw NotFoundException.agent(webhook.agent());
    }
    if (tables.webhooks().list().size() >= MOST) {
      throw new ConflictException(
          "There are %d webhooks, as many as there may be; delete one first".formatted(MOST));
    }
    tables.webhooks().insert(webhook);
    tables.lanes().begin(webhook);
    return true;
  }

  /** All of them, oldest first. */
  public List<WebhookStatus> list() {
    return database.read(tables ->
        tables.webhooks().list().stream().map(webhook -> status(tables, webhook)).toList());
  }

  /**
   * One of them.
   *
   * @throws NotFoundException if there is none with that id
   */
  public WebhookStatus get(WebhookId id) {
    return database.read(tables -> status(tables, find(tables, id)));
  }

  private static WebhookStatus status(Tables tables, Webhook webhook) {
    return new WebhookStatus(
        webhook, tables.lanes().failing(webhook.id()), tables.deadLetters().count(webhook.id()));
  }

  /**
   * Ends one, with its dead letters; what is being sent at this moment may still arrive.
   *
   * @throws NotFoundException if there is none with that id
   */
  public void delete(WebhookId id) {
    if (!database.write(Durability.FULL, tables -> tables.webhooks().delete(id))) {
      throw notFound(id);
    }
    deliveries.changed();
  }

  /**
   * The dead letters of a webhook, the last one the first.
   *
   * @param before the last one that has been seen; null to begin
   * @throws NotFoundException if one of the two is not there
   */
  public List<DeadLetter> deadLetters(WebhookId id, @Nullable DeliveryId before, int limit) {
    return database.read(tables -> {
      find(tables, id);
      DeadLetter last = before == null ? null : find(tables, id, before);
      return tables.deadLetters().list(id, last, limit);
    });
  }

  /**
   * A dead letter.
   *
   * @throws NotFoundException if it is not there
   */
  public DeadLetter deadLetter(WebhookId id, DeliveryId letter) {
    return database.read(tables -> find(tables, id, letter));
  }

  /** What a dead letter tells; empty if that has been given up with its agent. */
  public Optional<Event> event(DeadLetter letter) {
    return events.find(letter.agent(), letter.event());
  }

  /**
   * Gives a dead letter up.
   *
   * @throws NotFoundException if it is not there
   */
  public void deleteDeadLetter(WebhookId id, DeliveryId letter) {
    write(tables -> {
      find(tables, id, letter);
      return tables.deadLetters().delete(id, letter);
    });
  }

  /**
   * Has a dead letter sent again, as often as any event; returns before that. Without effect if it
   * is being sent again already.
   *
   * @throws NotFoundException if it is not there
   */
  public DeadLetter replay(WebhookId id, DeliveryId letter) {
    DeadLetter replayed =
        write(tables -> {
          find(tables, id, letter);
          tables.deadLetters().replay(id, letter, clock.instant());
          return find(tables, id, letter);
        });
    deliveries.changed();
    return replayed;
  }

  /**
   * The same with all of a webhook.
   *
   * @return how many that are
   * @throws NotFoundException if there is no such webhook
   */
  public int replayAll(WebhookId id) {
    int count =
        write(tables -> {
          find(tables, id);
          return tables.deadLetters().replay(id, null, clock.instant());
        });
    deliveries.changed();
    return count;
  }

  private <T> T write(Function<Tables, T> work) {
    return database.write(Durability.FULL, work);
  }

  private static Webhook find(Tables tables, WebhookId id) {
    return tables.webhooks().find(id).orElseThrow(() -> notFound(id));
  }

  private static NotFoundException notFound(WebhookId id) {
    return new NotFoundException("Webhook with id '%s' not found".formatted(id));
  }

  private static DeadLetter find(Tables tables, WebhookId id, DeliveryId letter) {
    find(tables, id);
    return tables
        .deadLetters()
        .find(id, letter)
        .orElseThrow(() ->
            new NotFoundException("Webhook %s has no dead letter '%s'".formatted(id, letter)));
  }
}
