package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.agent.SharedRepositoryId;
import dev.mneme.block.BlockId;

/** The thing named in the request is not there (404). */
public final class NotFoundException extends MemoryException {
  private static final long serialVersionUID = 1L;

  /**
   * Says so in the words the caller will read.
   *
   * @param what a sentence without its end; old clients look for the words "Not Found", so these
   *     are added
   */
  public NotFoundException(String what) {
    super(what + " (Not Found)", null);
  }

  /** There is no such agent. */
  public static NotFoundException agent(AgentId id) {
    return new NotFoundException("Agent with id '%s' not found".formatted(id));
  }

  static NotFoundException block(BlockId id) {
    return new NotFoundException("Block with id '%s' not found".formatted(id));
  }

  static NotFoundException repository(SharedRepositoryId id) {
    return new NotFoundException("Repository with id '%s' not found".formatted(id));
  }

  static NotFoundException label(AgentId agent, String label) {
    return new NotFoundException(
        "No block with label '%s' found for agent '%s'".formatted(label, agent));
  }

  static NotFoundException attachment(AgentId agent, BlockId block) {
    return new NotFoundException(
        "No block with id '%s' found for agent '%s'".formatted(block, agent));
  }
}
