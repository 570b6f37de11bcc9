package dev.mneme.http.rest;

import dev.mneme.agent.AgentId;
import dev.mneme.agent.SharedRepositoryId;
import dev.mneme.block.BlockId;
import dev.mneme.http.Exchange;
import org.jspecify.annotations.Nullable;

/** The ids in the paths. */
final class Paths {
  private Paths() {}

  static AgentId agent(Exchange exchange) {
    return exchange.id("agent_id", AgentId.PREFIX, AgentId::new);
  }

  static SharedRepositoryId repository(Exchange exchange) {
    return exchange.id("repository_id", SharedRepositoryId.PREFIX, SharedRepositoryId::new);
  }

  /** The point in time that is asked for, or null for now. */
  static @Nullable String at(Exchange exchange) {
    return exchange.query().text("at").orElse(null);
  }

  static BlockId block(Exchange exchange) {
    return exchange.id("block_id", BlockId.PREFIX, BlockId::new);
  }
}
