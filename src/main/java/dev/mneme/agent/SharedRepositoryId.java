package dev.mneme.agent;

import dev.mneme.block.Uuid4;

/**
 * The id of a shared repository.
 *
 * @param value {@code repo-} and a lower-case version 4 uuid
 */
public record SharedRepositoryId(String value) implements Comparable<SharedRepositoryId> {
  /** What every such id begins with. */
  public static final String PREFIX = "repo-";

  public SharedRepositoryId {
    Uuid4.require(PREFIX, value);
  }

  /** Whether a text is such an id. */
  public static boolean isId(String text) {
    return Uuid4.matches(PREFIX, text);
  }

  @Override
  public int compareTo(SharedRepositoryId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
