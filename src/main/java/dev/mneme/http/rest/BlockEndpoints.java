package dev.mneme.http.rest;

import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockId;
import dev.mneme.http.Exchange;
import dev.mneme.http.Reply;
import dev.mneme.memory.BlockService;
import dev.mneme.memory.Order;
import dev.mneme.memory.Page;
import dev.mneme.memory.PastService;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code /v1/blocks}: rest.md §3. */
final class BlockEndpoints {
  private final BlockService blocks;
  private final PastService past;
  private final Replies replies;

  BlockEndpoints(BlockService blocks, PastService past, Replies replies) {
    this.blocks = blocks;
    this.past = past;
    this.replies = replies;
  }

  void addTo(JsonRoutes routes) {
    routes
        .post("/v1/blocks", this::create)
        .get("/v1/blocks", this::list)
        .get("/v1/blocks/count", this::count)
        .get("/v1/blocks/{block_id}", this::get)
        .patch("/v1/blocks/{block_id}", this::modify)
        .delete("/v1/blocks/{block_id}", this::delete)
        .get("/v1/blocks/{block_id}/agents", this::agents);
  }

  private Reply create(Exchange exchange) throws IOException {
    var block = exchange.read(BlockReader::create);
    return replies.block(blocks.create(block, Callers.of(exchange)));
  }

  private Reply get(Exchange exchange) {
    BlockId id = Paths.block(exchange);
    @Nullable String at = Paths.at(exchange);
    return replies.block(at == null ? blocks.get(id) : past.get(id, at, Callers.of(exchange)));
  }

  private Reply modify(Exchange exchange) throws IOException {
    BlockId id = Paths.block(exchange);
    var patch = exchange.read(BlockReader::update);
    var precondition = Preconditions.of(exchange);
    return replies.block(blocks.modify(id, patch, precondition, Callers.of(exchange)));
  }

  private Reply delete(Exchange exchange) {
    blocks.delete(Paths.block(exchange), Callers.of(exchange));
    return replies.nothing();
  }

  private Reply list(Exchange exchange) {
    var query = BlockQueries.list(exchange.query());
    exchange.query().check();
    return replies.blocks(blocks.list(query));
  }

  private Reply count(Exchange exchange) {
    var query = BlockQueries.count(exchange.query());
    exchange.query().check();
    return replies.count(blocks.count(query));
  }

  private Reply agents(Exchange exchange) {
    BlockId id = Paths.block(exchange);
    Page page = Pages.ofIds(exchange.query(), AgentId.PREFIX, 50, Order.DESC);
    AgentQueries.checkInclude(exchange.query());
    exchange.query().check();
    return replies.agents(blocks.agentsOf(id, page));
  }
}
