package dev.mneme.http.rest;

import dev.mneme.http.Exchange;
import dev.mneme.http.Reply;
import dev.mneme.http.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /v1/health} and {@code /v1/ready}, open to everybody. */
public final class HealthEndpoints {
  /**
   * The version of Letta's API that we are compatible with. Clients tell their user to update the
   * server below 0.16.6.
   */
  public static final String LETTA_VERSION = "0.16.8";

  private static final Logger LOG = LoggerFactory.getLogger(HealthEndpoints.class);
  private final Map<String, BooleanSupplier> checks;

  /**
   * Answers for what a server needs.
   *
   * @param checks by the name of what is checked; false, or an exception, means that it is not
   *     there
   */
  public HealthEndpoints(Map<String, BooleanSupplier> checks) {
    this.checks = Map.copyOf(checks);
  }

  /** Adds the routes. */
  public void addTo(Routes routes) {
    routes.addOpen("GET", "/v1/health", exchange -> ok());
    routes.addOpen("GET", "/v1/ready", this::ready);
  }

  private Reply ready(Exchange exchange) {
    List<String> missing = new ArrayList<>();
    checks.forEach((name, check) -> note(name, check, missing));
    return missing.isEmpty() ? ok() : unready(missing);
  }

  private static void note(String name, BooleanSupplier check, List<String> missing) {
    try {
      if (!check.getAsBoolean()) {
        missing.add(name);
      }
    } catch (RuntimeException e) {
      LOG.warn("not ready, check={}", name, e);
      missing.add(name);
    }
  }

  private static Reply unready(List<String> missing) {
    String names = String.join(" and ", missing.stream().sorted().toList());
    return Reply.detail(503, "Not ready, temporarily unavailable: " + names)
        .with("Retry-After", "1");
  }

  private static Reply ok() {
    return Reply.json(out -> {
      out.writeStartObject();
      out.writeStringProperty("version", LETTA_VERSION);
      out.writeStringProperty("status", "ok");
      out.writeEndObject();
    });
  }
}
