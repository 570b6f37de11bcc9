package dev.mneme.webhooks;

import dev.mneme.api.EventJson;
import dev.mneme.database.Lane;
import dev.mneme.database.Lease;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.DeliveryId;
import dev.mneme.events.Event;
import dev.mneme.events.Webhook;
import dev.mneme.git.storage.CorruptLogException;
import dev.mneme.memory.EventBatch;
import dev.mneme.memory.UnavailableException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one agent's events to one webhook, in their order, until there are no more or one of them
 * fails. For one thread, which has claimed the lane.
 */
final class LaneCourier implements Runnable {
  /** So many dead letters a webhook may have; then its events wait in the logs. */
  static final int MOST_DEAD_LETTERS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(LaneCourier.class);
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int BATCH = 20;
  private final Office office;
  private final Webhook webhook;
  private final BooleanSupplier isOpen;
  private Lane lane;
  private Lease lease;

  /**
   * @param lane as it was claimed
   * @param lease by which it was
   * @param isOpen whether to go on with the next event
   */
  LaneCourier(Office office, Webhook webhook, Lane lane, Lease lease, BooleanSupplier isOpen) {
    this.office = office;
    this.webhook = webhook;
    this.isOpen = isOpen;
    this.lane = lane;
    this.lease = lease;
  }

  @Override
  public void run() {
    try {
      send();
    } catch (UnavailableException e) {
      LOG.warn("events of {} for {} are late: {}", lane.agent(), webhook.id(), e.text());
      postpone(SOON);
    } catch (CorruptLogException e) {
      LOG.warn("events of {} cannot be read: {}", lane.agent(), e.getMessage());
      postpone(Backoff.LONGEST);
    }
  }

  private void send() {
    boolean more = true;
    while (more) {
      EventBatch batch = office.events().after(lane.agent(), lane.place(), BATCH);
      for (Event event : batch.events()) {
        if (!goBehind(event)) {
          return;
        }
      }
      lane = lane.place().equals(batch.upTo()) ? lane : lane.at(batch.upTo());
      more = batch.more();
    }
    office.write(tables -> tables.lanes().rest(lane, lease));
  }

  /** Whether the lane is still this one's, and the event done with. */
  private boolean goBehind(Event event) {
    if (!webhook.wants(event.type())) {
      lane = lane.at(event.place());
      return true;
    }
    if (!isOpen.getAsBoolean()) {
      postpone(Duration.ZERO);
      return false;
    }
    return mayStill() && goBehind(event, attempt(event));
  }

  /**
   * Whether nobody else has taken over: after this process was paused, or the store was slow, for
   * longer than the lease.
   */
  private boolean mayStill() {
    return office.lasts(lease) || advance(lane);
  }

  private Outcome attempt(Event event) {
    DeliveryId id = DeliveryId.of(webhook.id(), event.place());
    return office.sender().send(webhook, id, EventJson.bytes(event));
  }

  private boolean goBehind(Event event, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Taken() -> advance(lane.at(event.place()));
      case Outcome.Failed(String why) -> failed(event, why);
    };
  }

  private boolean failed(Event event, String why) {
    if (!isOpen.getAsBoolean()) {
      postpone(Duration.ZERO); // it failed because we stop
      return false;
    }
    lane = lane.failedOnceMore();
    LOG.debug("event {} for {}, attempt {}: {}", event.id(), webhook.id(), lane.attempts(), why);
    if (lane.attempts() >= office.terms().attempts()) {
      return bury(event, why);
    }
    postpone(office.backoff().after(lane.attempts()));
    return false;
  }

  /** With the place in one transaction, so that it is either in the list or sent again. */
  private boolean bury(Event event, String why) {
    var letter = DeadLetter.of(webhook.id(), event, lane.attempts(), why, office.now());
    Lane behind = lane.at(event.place());
    Lease longer = office.extended(lease);
    boolean buried =
        office.write(tables -> {
          boolean room = tables.deadLetters().count(webhook.id()) < MOST_DEAD_LETTERS;
          if (room && tables.lanes().advance(behind, longer)) {
            tables.deadLetters().insert(letter);
            return true;
          }
          return false;
        });
    if (buried) {
      LOG.warn("event {} is a dead letter of {}: {}", event.id(), webhook.id(), why);
      lane = behind;
      lease = longer;
    } else {
      postpone(Backoff.LONGEST);
    }
    return buried;
  }

  private boolean advance(Lane further) {
    Lease longer = office.extended(lease);
    boolean ours = office.write(tables -> tables.lanes().advance(further, longer));
    lane = further;
    lease = longer;
    return ours;
  }

  private void postpone(Duration time) {
    office.write(tables -> tables.lanes().postpone(lane, lease, office.in(time)));
  }
}
