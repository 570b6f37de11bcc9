package dev.mneme.memory;

import dev.mneme.block.Block;
import dev.mneme.database.StoredBlock;
import java.time.Instant;

/**
 * A block that belongs to an agent, or is about to.
 *
 * @param attachedAt when the agent got it
 */
record Member(StoredBlock stored, Instant attachedAt) {
  Block block() {
    return stored.block();
  }
}
