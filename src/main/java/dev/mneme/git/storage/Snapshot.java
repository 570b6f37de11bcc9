package dev.mneme.git.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A state of a log, and until when it was known to be the newest.
 *
 * @param asOf the store's time, or null where that is not known
 * @param listed the store's time of the list that it was loaded by, when no checkpoint was newer
 *     than the one it reads from; null where that is not known
 */
public record Snapshot(RepositoryState state, @Nullable Instant asOf, @Nullable Instant listed) {

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
