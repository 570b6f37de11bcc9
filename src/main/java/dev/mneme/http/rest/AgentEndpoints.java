package dev.mneme.http.rest;

import dev.mneme.agent.AgentId;
import dev.mneme.http.Exchange;
import dev.mneme.http.Reply;
import dev.mneme.memory.AgentService;
import dev.mneme.memory.AgentView;
import java.io.IOException;
import java.util.function.Function;

/** {@code /v1/agents}: rest.md §2. */
final class AgentEndpoints {
  private final AgentService agents;
  private final Function<AgentView, String> systemPrompt;
  private final Replies replies;

  /**
   * Answers for agents.
   *
   * @param systemPrompt the compiled prompt of an agent, with its memory in it
   */
  AgentEndpoints(AgentService agents, Function<AgentView, String> systemPrompt, Replies replies) {
    this.agents = agents;
    this.systemPrompt = systemPrompt;
    this.replies = replies;
  }

  void addTo(JsonRoutes routes) {
    routes
        .get("/v1/agents", this::list)
        .get("/v1/agents/count", this::count)
        .post("/v1/agents", this::create)
        .get("/v1/agents/{agent_id}", this::get)
        .patch("/v1/agents/{agent_id}", this::modify)
        .delete("/v1/agents/{agent_id}", this::delete)
        .post("/v1/agents/{agent_id}/recompile", this::recompile)
        .post("/v1/agents/{agent_id}/system-prompt/recompile", this::recompile);
  }

  private Reply list(Exchange exchange) {
    var query = AgentQueries.of(exchange.query());
    exchange.query().check();
    return replies.agents(agents.list(query));
  }

  private Reply count(Exchange exchange) {
    var query = AgentQueries.of(exchange.query());
    exchange.query().check();
    return replies.count(agents.count(query));
  }

  private Reply create(Exchange exchange) throws IOException {
    var agent = exchange.read(AgentReader::create);
    return replies.agent(agents.create(agent, Callers.of(exchange)));
  }

  private Reply get(Exchange exchange) {
    AgentId id = Paths.agent(exchange);
    AgentQueries.checkInclude(exchange.query());
    exchange.query().check();
    return replies.agent(agents.get(id));
  }

  private Reply modify(Exchange exchange) throws IOException {
    AgentId id = Paths.agent(exchange);
    var patch = exchange.read(AgentReader::update);
    return replies.agent(agents.modify(id, patch, Callers.of(exchange)));
  }

  private Reply delete(Exchange exchange) {
    AgentId id = Paths.agent(exchange);
    agents.delete(id, Callers.of(exchange));
    String message = "Agent id=%s successfully deleted".formatted(id);
    return Reply.json(
        out -> out.writeStartObject().writeStringProperty("message", message).writeEndObject());
  }

  /** We keep no prompt that could be stale, so neither parameter changes anything. */
  private Reply recompile(Exchange exchange) {
    AgentId id = Paths.agent(exchange);
    exchange.query().flag("update_timestamp", false);
    exchange.query().flag("dry_run", false);
    exchange.query().check();
    return replies.text(systemPrompt.apply(agents.get(id)));
  }
}
