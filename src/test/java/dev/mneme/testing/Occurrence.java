package dev.mneme.testing;

/**
 * Which of the calls that match a fault are hit, counted from 1.
 *
 * @param first that is hit
 * @param last that is hit
 */
public record Occurrence(long first, long last) {
  public Occurrence {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("no calls: %d to %d".formatted(first, last));
    }
  }

  /** The next {@code n} calls. */
  public static Occurrence times(int n) {
    return new Occurrence(1, n);
  }

  /** Only the {@code n}-th call from now on. */
  public static Occurrence onCall(int n) {
    return new Occurrence(n, n);
  }

  /** All calls after the next {@code n}. */
  public static Occurrence afterCalls(int n) {
    return new Occurrence(n + 1L, Long.MAX_VALUE);
  }

  /** Every call. */
  public static Occurrence always() {
    return new Occurrence(1, Long.MAX_VALUE);
  }

  boolean includes(long call) {
    return first <= call && call <= last;
  }
}
