package dev.mneme.memory;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Waits for commits to one agent's repository that this process makes. */
public final class Watch implements AutoCloseable {
  private final Consumer<Watch> closed;
  private final Semaphore woken = new Semaphore(0);

  Watch(Consumer<Watch> closed) {
    this.closed = closed;
  }

  /**
   * Waits until there was a commit since the last wait, or somebody calls {@link #wake}, but no
   * longer than a time. A thread that is interrupted does not wait.
   */
  public void await(Duration most) {
    try {
      boolean rung = woken.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS);
      if (rung) {
        woken.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the wait; the next one if nobody waits now. */
  public void wake() {
    woken.release();
  }

  /** Listens no more. */
  @Override
  public void close() {
    closed.accept(this);
  }
}
