package dev.mneme.memory;

import dev.mneme.agent.Agent;
import dev.mneme.block.Block;
import java.util.List;

/**
 * An agent with its memory.
 *
 * @param blocks the attached blocks, in the order in which they were attached
 * @param warnings findings that did not stop a write
 */
public record AgentView(Agent agent, List<Block> blocks, List<String> warnings) {
  public AgentView {
    blocks = List.copyOf(blocks);
    warnings = List.copyOf(warnings);
  }

  /** As it is read: nothing to warn of. */
  public AgentView(Agent agent, List<Block> blocks) {
    this(agent, blocks, List.of());
  }
}
