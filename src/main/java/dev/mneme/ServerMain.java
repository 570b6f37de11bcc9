package dev.mneme;

import dev.mneme.config.Settings;

/** The object graph of the server, on one screen. */
public final class ServerMain {
  private ServerMain() {}

  /**
   * Starts a server and returns as soon as it answers.
   *
   * @throws RuntimeException if it cannot, with a message for the operator
   */
  public static RunningServer start(Settings settings) {
    return new RunningServer(settings);
  }
}
