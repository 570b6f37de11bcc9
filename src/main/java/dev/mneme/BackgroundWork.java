package dev.mneme;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what nobody waits for, at the start and every now and then: one task after the other, in one
 * thread, so that it never takes more than a share of what requests need.
 */
final class BackgroundWork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundWork.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("background").factory());

  /**
   * A task.
   *
   * @param name for the log
   * @param work safe to interrupt and to repeat; what it throws puts it off until the next time
   * @param pause from the end of one time to the beginning of the next
   */
  record Task(String name, Runnable work, Duration pause) {
    private void run() {
      try {
        work.run();
      } catch (RuntimeException e) {
        LOG.warn("{} was put off: {}", name, e.getMessage());
      }
    }
  }

  /** Starts with each of the tasks, in this order. */
  BackgroundWork(List<Task> tasks) {
    for (Task task : tasks) {
      var _ =
          worker.scheduleWithFixedDelay(
              task::run, 0, task.pause().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Lets the task in hand finish, for a while: the database closes next. */
  @Override
  public void close() {
    worker.shutdownNow();
    try {
      if (!worker.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("work in the background did not end within {}", PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
