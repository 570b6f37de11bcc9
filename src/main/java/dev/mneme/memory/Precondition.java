package dev.mneme.memory;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must be so for a write to go through, by the id of the content that is to be replaced. */
@FunctionalInterface
public interface Precondition {
  /** Anything goes. */
  Precondition NONE = id -> true;

  /**
   * Whether it is so.
   *
   * @param blobId of what is there, in hex, or null if nothing is
   */
  boolean holds(@Nullable String blobId);

  /**
   * Returns if it is so for a block.
   *
   * @throws PreconditionFailedException if it is not
   */
  default void require(BlockView current) {
    if (!holds(current.blobId())) {
      throw PreconditionFailedException.of(current);
    }
  }

  /** There is something, whatever it is. */
  static Precondition exists() {
    return id -> id != null;
  }

  /** There is one of these. */
  static Precondition isOneOf(Collection<String> blobIds) {
    Set<String> expected = Set.copyOf(blobIds);
    return id -> id != null && expected.contains(id);
  }

  /** The opposite. */
  default Precondition not() {
    return id -> !holds(id);
  }

  /** Both. */
  default Precondition and(Precondition other) {
    return id -> holds(id) && other.holds(id);
  }
}
