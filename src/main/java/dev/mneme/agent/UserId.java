package dev.mneme.agent;

import dev.mneme.block.Uuid4;

/**
 * The id of the user on whose behalf something is done.
 *
 * @param value {@code user-} and a lower-case version 4 uuid
 */
public record UserId(String value) implements Comparable<UserId> {
  /** What every such id begins with. */
  public static final String PREFIX = "user-";

  public UserId {
    Uuid4.require(PREFIX, value);
  }

  @Override
  public int compareTo(UserId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
