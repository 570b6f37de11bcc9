package dev.mneme.agent;

import dev.mneme.block.Uuid4;

/**
 * The id of an agent.
 *
 * @param value {@code agent-} and a lower-case version 4 uuid
 */
public record AgentId(String value) implements Comparable<AgentId> {
  /** What every such id begins with. */
  public static final String PREFIX = "agent-";

  public AgentId {
    Uuid4.require(PREFIX, value);
  }

  @Override
  public int compareTo(AgentId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
