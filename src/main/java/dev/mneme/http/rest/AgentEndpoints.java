package dev.mneme.http.rest;

import dev.mneme.agent.AgentId;
import dev.mneme.http.Exchange;
import dev.mneme.http.Reply;
import dev.mneme.memory.AgentService;
import dev.mneme.memory.PromptService;
import java.io.IOException;

/** {@code /v1/agents}: rest.md §2. */
final class AgentEndpoints {
  private final AgentService agents;
  private final PromptService prompts;
  private final Replies replies;

  AgentEndpoints(AgentService agents, PromptService prompts, Replies replies) {
    this.agents = agents;
    this.prompts = prompts;
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
    return replies.text(prompts.systemPrompt(id, Callers.of(exchange)));
  }
}
