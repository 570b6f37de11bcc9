package dev.mneme.http.rest;

import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockId;
import dev.mneme.http.Exchange;
import dev.mneme.http.Reply;
import dev.mneme.memory.AgentService;
import dev.mneme.memory.CoreMemoryService;
import dev.mneme.memory.Order;
import dev.mneme.memory.Page;
import dev.mneme.memory.PastService;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code /v1/agents/{id}/core-memory}: rest.md §4. */
final class CoreMemoryEndpoints {
  private static final String PATH = "/v1/agents/{agent_id}/core-memory";
  private final AgentService agents;
  private final CoreMemoryService memory;
  private final PastService past;
  private final Replies replies;

  CoreMemoryEndpoints(
      AgentService agents, CoreMemoryService memory, PastService past, Replies replies) {
    this.agents = agents;
    this.memory = memory;
    this.past = past;
    this.replies = replies;
  }

  void addTo(JsonRoutes routes) {
    routes
        .get(PATH, exchange -> replies.memory(agents.get(Paths.agent(exchange))))
        .get(PATH + "/blocks", this::list)
        .get(PATH + "/blocks/{label...}", this::get)
        .patch(PATH + "/blocks/{label...}", this::modify)
        .patch(PATH + "/blocks/attach/{block_id}", this::attach)
        .patch(PATH + "/blocks/detach/{block_id}", this::detach);
  }

  private Reply list(Exchange exchange) {
    AgentId agent = Paths.agent(exchange);
    Page page = Pages.ofIds(exchange.query(), BlockId.PREFIX, 100, Order.DESC);
    exchange.query().check();
    @Nullable String at = Paths.at(exchange);
    return replies.blocks(
        at == null ? memory.list(agent, page) : past.list(agent, at, page, Callers.of(exchange)));
  }

  private Reply get(Exchange exchange) {
    AgentId agent = Paths.agent(exchange);
    @Nullable String at = Paths.at(exchange);
    return replies.block(
        at == null
            ? memory.get(agent, label(exchange))
            : past.get(agent, label(exchange), at, Callers.of(exchange)));
  }

  private Reply modify(Exchange exchange) throws IOException {
    AgentId agent = Paths.agent(exchange);
    var patch = exchange.read(BlockReader::update);
    var precondition = Preconditions.of(exchange);
    return replies.block(
        memory.modify(agent, label(exchange), patch, precondition, Callers.of(exchange)));
  }

  private Reply attach(Exchange exchange) {
    AgentId agent = Paths.agent(exchange);
    return replies.agent(memory.attach(agent, Paths.block(exchange), Callers.of(exchange)));
  }

  private Reply detach(Exchange exchange) {
    AgentId agent = Paths.agent(exchange);
    return replies.agent(memory.detach(agent, Paths.block(exchange), Callers.of(exchange)));
  }

  private static String label(Exchange exchange) {
    return exchange.parameter("label");
  }
}
