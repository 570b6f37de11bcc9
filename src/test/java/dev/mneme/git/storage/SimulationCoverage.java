package dev.mneme.git.storage;

import java.util.EnumMap;
import java.util.Map;

/**
 * How often each kind of thing has happened: a schedule in which nothing happens proves nothing.
 */
final class SimulationCoverage {
  private final Map<Event, Long> counts = new EnumMap<>(Event.class);

  /** What can happen. */
  enum Event {
    COMMITTED,
    COMMITTED_AFTER_DOUBT,
    LOST_RACE,
    REFUSED_BEFORE_THE_CREATE,
    OUTCOME_UNKNOWN,
    UNKNOWN_BUT_COMMITTED,
    UNAVAILABLE,
    READ,
    PACKS_READ,
    TOO_LATE,
    EXTERNAL_PACK,
    COMPACT,
    SWEEP_RECORD,
    REFUSED_BY_THE_END,
    CLOSED,
    REOPENED,
    GIVEN_UP,
    GHOST_BEHIND_THE_END,
    NOTHING_LEFT,
    CHECKPOINT,
    CHECKPOINT_REFUSED,
    RECORD_DELETED,
    CHECKPOINT_DELETED,
    PACK_DELETED,
    GHOST_RECORD,
    GHOST_CHECKPOINT,
    DELAYED_EFFECT,
    TIME_OUT,
    CRASH,
    PAUSE,
    DATE_LEFT_OUT,
    PROBE_CONCLUSIVE,
    PROBE_INCONCLUSIVE,
    CREATE_CONCLUSIVE,
    CREATE_INCONCLUSIVE,
    READ_BACK_CONCLUSIVE,
    READ_BACK_INCONCLUSIVE,
    LOAD_CONCLUSIVE,
    LOAD_INCONCLUSIVE,
    LISTED_LONG_AGO
  }

  void count(Event event) {
    counts.merge(event, 1L, Long::sum);
  }

  void add(SimulationCoverage other) {
    other.counts.forEach((event, times) -> counts.merge(event, times, Long::sum));
  }

  long times(Event event) {
    return counts.getOrDefault(event, 0L);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Event event : Event.values()) {
      text.append("%-28s %d%n".formatted(event, times(event)));
    }
    return text.toString();
  }
}
