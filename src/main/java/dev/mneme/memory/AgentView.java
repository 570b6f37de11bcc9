package dev.mneme.memory;

import dev.mneme.agent.Agent;
import dev.mneme.block.Block;
import java.util.List;

/**
 * An agent with its memory.
 *
 * @param blocks the attached blocks, in the order in which they were attached
 */
public record AgentView(Agent agent, List<Block> blocks) {
  public AgentView {
    blocks = List.copyOf(blocks);
  }
}
