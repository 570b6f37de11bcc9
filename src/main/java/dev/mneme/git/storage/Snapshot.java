package dev.mneme.git.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A state of a log, and until when it was known to be the newest.
 *
 * @param asOf the store's time, or null where that is not known
 */
public record Snapshot(RepositoryState state, @Nullable Instant asOf) {

  /**
   * Whether this is to be kept rather than {@code other}: more of the log, read from a newer
   * checkpoint, or fresher.
   */
  boolean isNewerThan(Snapshot other) {
    if (state.seq() != other.state.seq()) {
      return state.seq() > other.state.seq();
    }
    if (state.base().seq() != other.state.base().seq()) {
      return state.base().seq() > other.state.base().seq();
    }
    return asOf != null && (other.asOf == null || asOf.isAfter(other.asOf));
  }
}
