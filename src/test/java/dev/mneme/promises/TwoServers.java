package dev.mneme.promises;

import dev.mneme.testing.HeldDatabase;
import dev.mneme.testing.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Two servers, each in a process of its own, on one data folder: killed, paused and started again
 * while clients use them.
 */
final class TwoServers implements AutoCloseable {
  /** How long both wait for others who write to the database. */
  static final Duration BUSY_TIMEOUT = Duration.ofMillis(300);

  private final AtomicReferenceArray<ServerProcess> servers = new AtomicReferenceArray<>(2);
  private final Path data;
  private final Path log;

  /**
   * Starts both.
   *
   * @param log where both write what they log
   */
  TwoServers(Path data, Path log) {
    this.data = data;
    this.log = log;
    start(0);
    start(1);
  }

  /** The one that runs under a number, or ran there last. */
  ServerProcess get(int number) {
    return servers.get(number);
  }

  /** Starts one, on a port of its own. */
  void start(int number) {
    servers.set(
        number,
        ServerProcess.startLoggingTo(
            log, data, "--database-busy-timeout", BUSY_TIMEOUT.toMillis() + " ms"));
  }

  /** Begins a write in the database of both, and stands still in it until it is closed. */
  HeldDatabase holdDatabase() {
    return HeldDatabase.of(data);
  }

  @Override
  public void close() {
    for (int number = 0; number < servers.length(); number++) {
      ServerProcess server = servers.get(number);
      if (server != null) {
        server.kill();
      }
    }
  }
}
