package dev.mneme.memory;

import dev.mneme.block.Block;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block as one answer tells it.
 *
 * @param blobId the id of its file's content, in hex, or the one its file would have; null if no
 *     file could hold it
 * @param commit the commit of {@code main} that the block was read at or written by, in hex; of a
 *     block in several repositories that of the agent asked for, else of the agent it was first
 *     attached to; null if no git-enabled agent has it
 * @param warnings findings that did not stop a write
 */
public record BlockView(
    Block block, @Nullable String blobId, @Nullable String commit, List<String> warnings) {
  public BlockView {
    warnings = List.copyOf(warnings);
  }

  /** A block that no git-enabled agent has. */
  static BlockView plain(Block block) {
    return new BlockView(block, BlobIds.ofPlain(block), null, List.of());
  }
}
