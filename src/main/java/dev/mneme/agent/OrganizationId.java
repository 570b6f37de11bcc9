package dev.mneme.agent;

import dev.mneme.block.Uuid4;

/**
 * The id of the organization that owns agents and blocks.
 *
 * @param value {@code org-} and a lower-case version 4 uuid
 */
public record OrganizationId(String value) implements Comparable<OrganizationId> {
  /** What every such id begins with. */
  public static final String PREFIX = "org-";

  public OrganizationId {
    Uuid4.require(PREFIX, value);
  }

  @Override
  public int compareTo(OrganizationId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
