package dev.mneme.webhooks;

import dev.mneme.database.Database;
import dev.mneme.database.Durability;
import dev.mneme.database.Lease;
import dev.mneme.database.Tables;
import dev.mneme.memory.EventService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Function;

/**
 * What couriers work with.
 *
 * <p>What they write need not survive a power loss: the rows go back together then, and what had
 * been sent after that is sent again, under the same id.
 */
record Office(
    Database database,
    EventService events,
    Sender sender,
    Backoff backoff,
    Terms terms,
    InstantSource clock) {

  Instant now() {
    return clock.instant();
  }

  Instant in(Duration time) {
    return now().plus(time);
  }

  Lease newLease() {
    return new Lease(UUID.randomUUID().toString(), in(terms.lease()));
  }

  /** Whether there is still time for an attempt. */
  boolean lasts(Lease lease) {
    return in(terms.timeout().plusMillis(500)).isBefore(lease.until());
  }

  Lease extended(Lease lease) {
    return lease.extendedTo(in(terms.lease()));
  }

  <T> T write(Function<Tables, T> work) {
    return database.write(Durability.CACHE, work);
  }
}
