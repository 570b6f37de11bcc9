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
  /** A new block of a new agent: that it never was anybody else's shows in the two times. */
  static Member born(StoredBlock stored) {
    return new Member(stored, stored.createdAt());
  }

  Block block() {
    return stored.block();
  }
}
