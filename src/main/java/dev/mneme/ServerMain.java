package dev.mneme;

import dev.mneme.config.Settings;
import dev.mneme.http.HttpServer;
import dev.mneme.http.Routes;
import dev.mneme.http.rest.HealthEndpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The object graph of the server, on one screen. */
public final class ServerMain {
  private ServerMain() {}

  /**
   * Starts a server and returns as soon as it answers.
   *
   * @throws RuntimeException if it cannot, with a message for the operator
   */
  public static RunningServer start(Settings settings) {
    var routes = new Routes();
    new HealthEndpoints(Map.of()).addTo(routes);
    return new RunningServer(listen(settings, routes), Optional.empty(), () -> {});
  }

  private static HttpServer listen(Settings settings, Routes routes) {
    try {
      return HttpServer.start(settings.http(), settings.limits(), routes, version());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the jar says; {@code dev} where there is none. */
  private static String version() {
    return Objects.requireNonNullElse(
        ServerMain.class.getPackage().getImplementationVersion(), "dev");
  }
}
