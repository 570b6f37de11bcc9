package dev.mneme.memory;

import dev.mneme.events.Event;
import dev.mneme.events.EventPlace;
import java.util.List;

/**
 * The next events of an agent.
 *
 * @param upTo how far they go; what is before it and not among them is nobody's event
 * @param more whether there may be more of them by now
 * @param ended whether nothing comes after them, because the agent is deleted
 */
public record EventBatch(List<Event> events, EventPlace upTo, boolean more, boolean ended) {
  public EventBatch {
    events = List.copyOf(events);
  }
}
