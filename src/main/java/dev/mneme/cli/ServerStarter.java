package dev.mneme.cli;

import dev.mneme.config.Settings;

/** Starts a server; the composition root hands it to the commands. */
@FunctionalInterface
public interface ServerStarter {
  /**
   * Starts a server and returns as soon as it answers.
   *
   * @throws RuntimeException if it cannot start, with a message for the operator; nothing is left
   *     open then
   */
  StartedServer start(Settings settings);
}
