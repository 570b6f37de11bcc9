package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.block.Block;
import dev.mneme.block.BlockId;
import java.util.List;

/**
 * The blocks that are attached to one agent, by their labels.
 *
 * <p>A label that the agent does not have is tried again as {@code system/<label>}, for callers who
 * knew the agent before it had git memory. Every method throws {@link NotFoundException} if the
 * agent is not there.
 */
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class CoreMemoryService {
  CoreMemoryService() {}

  /** The agent's blocks, ordered by id; cursors are compared and need not exist. */
  public List<Block> list(AgentId agent, Page page) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * The block with a label.
   *
   * @throws NotFoundException if the agent has none
   */
  public BlockView get(AgentId agent, String label) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Applies a patch to the block with a label, as {@link BlockService#modify} does.
   *
   * @throws NotFoundException if the agent has none
   * @throws ConflictException if an agent has another block with the new label
   */
  public BlockView modify(AgentId agent, String label, BlockPatch patch, Attribution by) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Attaches a block; without effect if it is attached.
   *
   * @throws NotFoundException if the block is not there
   * @throws ConflictException if the agent has another block with its label
   */
  public AgentView attach(AgentId agent, BlockId block, Attribution by) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Detaches a block, which survives.
   *
   * @throws NotFoundException if it is not attached
   */
  public AgentView detach(AgentId agent, BlockId block, Attribution by) {
    throw new UnsupportedOperationException("not yet");
  }
}
