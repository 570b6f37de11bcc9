package dev.mneme.http.git;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many pushes are received at the same time: what each of them may hold in memory is bounded,
 * so their number has to be.
 *
 * <p>Most pushes are small, and those never wait for large ones. Safe for any number of threads.
 */
final class PushGate {
  private final Semaphore all;
  private final Semaphore large;
  private final Duration patience;

  PushGate(int atOnce, int largeAtOnce, Duration patience) {
    this.all = new Semaphore(atOnce, true);
    this.large = new Semaphore(largeAtOnce, true);
    this.patience = patience;
  }

  /** A push that was let in; closed when it is over, however that came. For one thread. */
  final class Pass implements AutoCloseable {
    private boolean isLarge;

    private Pass() {}

    /**
     * Says that this push has turned out to be a large one, and waits for its turn.
     *
     * @return whether it may go on
     */
    boolean enlarge() {
      isLarge = isLarge || acquired(large);
      return isLarge;
    }

    @Override
    public void close() {
      all.release();
      if (isLarge) {
        large.release();
      }
    }
  }

  /** Waits for the turn of a push; empty if others took too long. */
  Optional<Pass> enter() {
    return acquired(all) ? Optional.of(new Pass()) : Optional.empty();
  }

  private boolean acquired(Semaphore semaphore) {
    try {
      return semaphore.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
