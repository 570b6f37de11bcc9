package dev.mneme.memory;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Instants with microseconds that strictly increase: what is created later is later in lists. */
final class CreationClock {
  private final InstantSource clock;
  private final AtomicReference<Instant> last = new AtomicReference<>(Instant.EPOCH);

  CreationClock(InstantSource clock) {
    this.clock = clock;
  }

  Instant next() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return last.updateAndGet(old -> now.isAfter(old) ? now : old.plus(1, ChronoUnit.MICROS));
  }
}
