package dev.mneme.http.rest;

import dev.mneme.agent.AgentId;
import dev.mneme.http.Exchange;
import dev.mneme.http.Reply;
import dev.mneme.memory.AgentService;
import dev.mneme.memory.PromptService;
import dev.mneme.memory.Repair;
import dev.mneme.memory.Tokens;

/** {@code /v1/agents/{id}/memory/…}: the life of an agent's git memory. */
final class MemoryEndpoints {
  private final AgentService agents;
  private final PromptService prompts;
  private final Repair repair;
  private final Replies replies;

  MemoryEndpoints(AgentService agents, PromptService prompts, Repair repair, Replies replies) {
    this.agents = agents;
    this.prompts = prompts;
    this.repair = repair;
    this.replies = replies;
  }

  void addTo(JsonRoutes routes) {
    routes.post("/v1/agents/{agent_id}/memory/enable", this::enable);
    routes.post("/v1/agents/{agent_id}/memory/disable", this::disable);
    routes.post("/v1/agents/{agent_id}/memory/rebuild", this::rebuild);
    routes.get("/v1/agents/{agent_id}/memory/prompt", this::prompt);
  }

  private Reply enable(Exchange exchange) {
    return replies.agent(agents.enable(agent(exchange), Callers.of(exchange)));
  }

  private Reply disable(Exchange exchange) {
    return replies.agent(agents.disable(agent(exchange), Callers.of(exchange)));
  }

  private Reply rebuild(Exchange exchange) {
    repair.rebuild(agent(exchange));
    return replies.agent(agents.get(agent(exchange)));
  }

  private Reply prompt(Exchange exchange) {
    String prompt = prompts.memory(agent(exchange), Paths.at(exchange), Callers.of(exchange));
    return Reply.text(200, prompt).with("Mneme-Tokens", "" + Tokens.estimate(prompt));
  }

  private static AgentId agent(Exchange exchange) {
    return Paths.agent(exchange);
  }
}
