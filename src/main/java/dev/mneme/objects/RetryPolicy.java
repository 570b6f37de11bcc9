package dev.mneme.objects;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and after which pauses to ask a store again.
 *
 * @param attempts in all, at least 1
 * @param firstPause before the second attempt; each further one is twice as long
 * @param longestPause no pause is longer
 */
public record RetryPolicy(int attempts, Duration firstPause, Duration longestPause) {
  /** Four attempts within about a second. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(4, Duration.ofMillis(50), Duration.ofSeconds(1));

  public RetryPolicy {
    if (attempts < 1 || firstPause.isNegative() || longestPause.compareTo(firstPause) < 0) {
      throw new IllegalArgumentException(
          "not a policy: %d attempts, %s to %s".formatted(attempts, firstPause, longestPause));
    }
  }

  /**
   * The pause after a failed attempt: between half and all of what is due, so that those who failed
   * together do not come again together.
   *
   * @param failed how many attempts have failed, at least 1
   */
  Duration pauseAfter(int failed, RandomGenerator random) {
    long due = firstPause.toMillis() << Math.min(failed - 1, 20);
    long millis = Math.min(due, longestPause.toMillis());
    return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
  }
}
