package dev.mneme.http.rest;

import dev.mneme.agent.AgentId;
import dev.mneme.events.EventPlace;
import dev.mneme.http.Exchange;
import dev.mneme.http.Reply;
import dev.mneme.http.Routes;
import dev.mneme.memory.Attribution;
import dev.mneme.memory.EventService;

/** {@code /v1/agents/{id}/memory/events}: what happens to a memory, as it happens. */
public final class EventEndpoints {
  private final EventService events;
  private final EventStreams streams;

  /** Answers with streams that others may end. */
  public EventEndpoints(EventService events, EventStreams streams) {
    this.events = events;
    this.streams = streams;
  }

  /** Adds the route. */
  public void addTo(Routes routes) {
    new JsonRoutes(routes).get("/v1/agents/{agent_id}/memory/events", this::stream);
  }

  private Reply stream(Exchange exchange) {
    AgentId agent = Paths.agent(exchange);
    Attribution by = Callers.of(exchange);
    EventPlace from =
        exchange
            .header("Last-Event-ID")
            .filter(id -> !id.isBlank())
            .map(id -> events.behind(agent, id.strip(), by))
            .orElseGet(() -> events.now(agent, by));
    return Reply.stream(200, "text/event-stream", body(exchange, agent, from))
        .with("Cache-Control", "no-store")
        .with("X-Accel-Buffering", "no");
  }

  /** Whoever asks for the headers alone would wait for ever. */
  private Reply.Body body(Exchange exchange, AgentId agent, EventPlace from) {
    return exchange.method().equals("HEAD") ? out -> {} : out -> streams.write(agent, from, out);
  }
}
