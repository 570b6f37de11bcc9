package dev.mneme.memory;

import dev.mneme.block.Block;
import dev.mneme.block.BlockId;
import java.util.List;

/** Blocks by their ids, attached or not: create, read, change, delete, list. */
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class BlockService {
  BlockService() {}

  /** Creates a block that no agent has; labels need not be unique among those. */
  public BlockView create(NewBlock block, Attribution by) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * The block, hidden or not, fresh.
   *
   * @throws NotFoundException if it is not there
   */
  public BlockView get(BlockId id) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Applies a patch, in every agent that has the block; one that changes nothing gives the block
   * back.
   *
   * @throws NotFoundException if it is not there
   * @throws ConflictException if an agent has another block with the new label
   */
  public BlockView modify(BlockId id, BlockPatch patch, Attribution by) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Deletes a block; every agent that has it loses it.
   *
   * @throws NotFoundException if it is not there
   */
  public void delete(BlockId id, Attribution by) {
    throw new UnsupportedOperationException("not yet");
  }

  /** The blocks that a query asks for. */
  public List<Block> list(BlockQuery query) {
    throw new UnsupportedOperationException("not yet");
  }

  /** How many blocks fit the filters of a query, whatever its page. */
  public long count(BlockQuery query) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * The agents that have a block, hidden ones too, ordered by creation.
   *
   * @throws NotFoundException if the block is not there
   */
  public List<AgentView> agentsOf(BlockId id, Page page) {
    throw new UnsupportedOperationException("not yet");
  }
}
