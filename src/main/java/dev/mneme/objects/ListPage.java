package dev.mneme.objects;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing.
 *
 * @param entries in the order of their keys
 * @param more whether further entries may follow the last one
 * @param date the store's time of this answer, or null where the store does not say
 */
public record ListPage(List<Entry> entries, boolean more, @Nullable Instant date) {
  public ListPage {
    entries = List.copyOf(entries);
  }

  /**
   * An object that is there.
   *
   * @param sizeBytes of the whole object
   * @param created when the object came into being, by the store's clock
   */
  public record Entry(ObjectKey key, long sizeBytes, Instant created) {}
}
