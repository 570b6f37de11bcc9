package dev.mneme.memory;

import dev.mneme.block.BlockContent;
import dev.mneme.block.BlockId;
import dev.mneme.block.Tags;
import dev.mneme.block.TemplateFields;
import dev.mneme.git.BlockState;
import java.time.Instant;

/** New blocks, as the hidden ref keeps them. */
final class BlockStates {
  private BlockStates() {}

  /** A block that comes by push. */
  static BlockState of(BlockId id, BlockContent content, Instant now) {
    return new BlockState(
        id,
        content.description(),
        content.limitChars(),
        content.readOnly(),
        content.metadata(),
        null,
        Tags.NONE,
        TemplateFields.NONE,
        now,
        now,
        null);
  }

  /** Another block with the same content. */
  static BlockState withId(BlockState state, BlockId id, Instant now) {
    return new BlockState(
        id,
        state.description(),
        state.limit(),
        state.readOnly(),
        state.metadata(),
        state.hidden(),
        state.tags(),
        state.template(),
        now,
        now,
        null);
  }
}
