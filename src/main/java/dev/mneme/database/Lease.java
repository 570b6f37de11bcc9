package dev.mneme.database;

import java.time.Instant;

/**
 * The right to go on with something alone, for a while.
 *
 * @param holder who has it; nobody else has the same name
 * @param until when he is taken for dead
 */
public record Lease(String holder, Instant until) {
  /** The same right for longer. */
  public Lease extendedTo(Instant later) {
    return new Lease(holder, later);
  }
}
