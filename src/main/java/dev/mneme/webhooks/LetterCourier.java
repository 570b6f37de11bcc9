package dev.mneme.webhooks;

import dev.mneme.api.EventJson;
import dev.mneme.database.Lease;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.Event;
import dev.mneme.events.Webhook;
import dev.mneme.git.storage.CorruptLogException;
import dev.mneme.memory.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one dead letter again, once. For one thread, which has claimed it. */
final class LetterCourier implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LetterCourier.class);
  private static final Duration SOON = Duration.ofSeconds(5);
  private final Office office;
  private final Webhook webhook;
  private final DeadLetter letter;
  private final Lease lease;
  private final BooleanSupplier isOpen;

  LetterCourier(
      Office office, Webhook webhook, DeadLetter letter, Lease lease, BooleanSupplier isOpen) {
    this.office = office;
    this.webhook = webhook;
    this.letter = letter;
    this.lease = lease;
    this.isOpen = isOpen;
  }

  @Override
  public void run() {
    try {
      Optional<Event> event = office.events().find(letter.agent(), letter.event());
      if (event.isPresent()) {
        send(event.get());
      } else {
        save(letter.failedAgain("what it tells is given up with its agent", office.now()), null);
      }
    } catch (UnavailableException | CorruptLogException e) {
      LOG.warn("dead letter {} of {} has to wait: {}", letter.id(), webhook.id(), e.getMessage());
      save(letter, office.in(SOON));
    }
  }

  private void send(Event event) {
    switch (office.sender().send(webhook, letter.id(), EventJson.bytes(event))) {
      case Outcome.Taken() -> office.write(tables -> tables.deadLetters().delivered(letter, lease));
      case Outcome.Failed(String why) -> failed(why);
    }
  }

  private void failed(String why) {
    if (!isOpen.getAsBoolean()) {
      save(letter, office.now()); // it failed because we stop
      return;
    }
    DeadLetter failed = letter.failedAgain(why, office.now());
    boolean last = failed.attempts() >= office.terms().attempts();
    save(failed, last ? null : office.in(office.backoff().after(failed.attempts())));
  }

  private void save(DeadLetter as, @Nullable Instant again) {
    office.write(tables -> tables.deadLetters().failed(as, lease, again));
  }
}
