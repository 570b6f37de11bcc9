package dev.mneme.objects;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The answer to a read: the bytes, or that there is no such object. */
public sealed interface GetResult {

  /** The store's time of this answer, or null where the store does not say. */
  @Nullable Instant date();

  /**
   * The object, or the part of it that was asked for.
   *
   * @param bytes owned by the caller; the store keeps no reference
   * @param sizeBytes of the whole object
   */
  record Found(byte[] bytes, long sizeBytes, @Nullable Instant date) implements GetResult {}

  /** At {@link #date} there was no object of that name. */
  record Absent(@Nullable Instant date) implements GetResult {}
}
