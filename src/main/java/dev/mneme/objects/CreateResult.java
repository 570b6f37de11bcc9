package dev.mneme.objects;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a create: this call made the object, or the name was taken. No answer at all is an
 * exception.
 */
public sealed interface CreateResult {

  /** The store's time of this answer, or null where the store does not say. */
  @Nullable Instant date();

  /** This call created the object, and it is durable. */
  record Created(@Nullable Instant date) implements CreateResult {}

  /**
   * An object of that name was there; nothing was changed. It may be our own, sent by an earlier
   * try.
   */
  record Exists(@Nullable Instant date) implements CreateResult {}
}
