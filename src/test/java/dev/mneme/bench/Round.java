package dev.mneme.bench;

import java.util.Arrays;

/** What the clients of one contender took in one round. */
@SuppressWarnings("ArrayRecordComponent")
record Round(long[] sortedNanos, long elapsedNanos) {
  Round {
    sortedNanos = sortedNanos.clone();
    Arrays.sort(sortedNanos);
  }

  double percentileMillis(double percent) {
    return percentileMillis(sortedNanos, percent);
  }

  /** How many steps all clients together did in a second. */
  double perSecond() {
    return sortedNanos.length * 1e9 / elapsedNanos;
  }

  static double percentileMillis(long[] sorted, double percent) {
    int place = (int) Math.ceil(sorted.length * percent / 100) - 1;
    return sorted[Math.max(0, place)] / 1e6;
  }
}
