package dev.mneme;

import dev.mneme.memory.Repair;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs repairs at the start and every now and then. Reads repair what they need by themselves; this
 * finds the rest.
 */
final class BackgroundRepair implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundRepair.class);
  private static final Duration PERIOD = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private final Repair repair;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("repair").factory());

  BackgroundRepair(Repair repair) {
    this.repair = repair;
    var _ = worker.scheduleWithFixedDelay(this::run, 0, PERIOD.toSeconds(), TimeUnit.SECONDS);
  }

  private void run() {
    try {
      repair.run();
    } catch (RuntimeException e) {
      LOG.warn("repair was put off: {}", e.getMessage());
    }
  }

  /** Lets the repair in hand finish, for a while: the database closes next. */
  @Override
  public void close() {
    worker.shutdownNow();
    try {
      if (!worker.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("a repair did not end within {}", PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
