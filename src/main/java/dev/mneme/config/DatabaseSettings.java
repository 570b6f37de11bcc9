package dev.mneme.config;

import java.time.Duration;

/**
 * How the database is used.
 *
 * @param busyTimeout how long to wait while another process writes, before the answer is 503
 */
public record DatabaseSettings(Duration busyTimeout) {
  public DatabaseSettings {
    if (busyTimeout.isNegative()) {
      throw new IllegalArgumentException("must not be negative");
    }
  }
}
