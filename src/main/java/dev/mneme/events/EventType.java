package dev.mneme.events;

import java.util.Arrays;
import java.util.Optional;

/** What kind of thing an event tells. */
public enum EventType {
  /** A commit is new on {@code main}. */
  COMMIT("commit"),
  /** A block came to be, attached to the agent from the first moment. */
  BLOCK_CREATED("block.created"),
  /** A block says something else. */
  BLOCK_UPDATED("block.updated"),
  /** A block has another label. */
  BLOCK_RENAMED("block.renamed"),
  /** A block that was there before is the agent's now. */
  BLOCK_ATTACHED("block.attached"),
  /** A block is not the agent's any more. */
  BLOCK_DETACHED("block.detached");

  private final String label;

  EventType(String label) {
    this.label = label;
  }

  /** The kind with that name; empty if there is none. */
  public static Optional<EventType> of(String label) {
    return Arrays.stream(values()).filter(type -> type.label.equals(label)).findFirst();
  }

  /** Its name on the wire: {@code block.created}. */
  @Override
  public String toString() {
    return label;
  }
}
