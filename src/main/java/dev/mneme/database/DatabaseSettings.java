package dev.mneme.database;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the rows are and how long to wait for them.
 *
 * @param file the SQLite file; created, readable by the owner only, where it is missing
 * @param busyTimeout how long a write waits for other writers, of this process and of others;
 *     default 5 s
 * @param readConnections how many reads run at the same time at most; default 8
 */
public record DatabaseSettings(Path file, Duration busyTimeout, int readConnections) {
  public DatabaseSettings {
    if (busyTimeout.isNegative() || readConnections < 1) {
      throw new IllegalArgumentException(
          "busyTimeout %s, readConnections %d".formatted(busyTimeout, readConnections));
    }
  }

  /** The defaults for a file. */
  public static DatabaseSettings of(Path file) {
    return new DatabaseSettings(file, Duration.ofSeconds(5), 8);
  }
}
