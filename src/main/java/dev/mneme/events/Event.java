package dev.mneme.events;

import dev.mneme.agent.AgentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an agent's memory, and where that stands in its log.
 *
 * @param place right behind it
 * @param time of its record, by the clock of the node that wrote it
 * @param head the commit that {@code main} was at afterwards; null before the first
 */
public record Event(
    EventPlace place, AgentId agent, Instant time, @Nullable String head, Happening happening) {

  /** What tells it from all other events there will ever be. */
  public String id() {
    return place.toString();
  }

  /** What kind of thing it tells. */
  public EventType type() {
    return happening.type();
  }
}
