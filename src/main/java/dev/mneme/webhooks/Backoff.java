package dev.mneme.webhooks;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: twice as long each time, up to an hour, and each time a
 * quarter more or less, so that those who failed together do not come back together.
 */
record Backoff(RandomGenerator random) {
  private static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 12;

  /** The wait after so many failures, at least one. */
  Duration after(int failures) {
    Duration wait = FIRST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    long millis = Math.min(wait.toMillis(), LONGEST.toMillis());
    return Duration.ofMillis(millis + random.nextLong(-millis / 4, millis / 4 + 1));
  }
}
