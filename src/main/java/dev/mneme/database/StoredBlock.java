package dev.mneme.database;

import dev.mneme.block.Block;
import java.time.Instant;

/**
 * A block as its row holds it.
 *
 * @param version which write it comes from
 * @param createdAt with microseconds; what lists are ordered by
 */
public record StoredBlock(Block block, BlockVersion version, Instant createdAt) {
  /**
   * The same row after a write that went into no repository. A block that was in one before is
   * newer then than every file of it.
   */
  public StoredBlock writtenInRows(Block changed) {
    return new StoredBlock(changed, version.nextInRows(), createdAt);
  }
}
