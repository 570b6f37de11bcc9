package dev.mneme.database;

import dev.mneme.agent.AgentId;
import dev.mneme.events.EventPlace;
import dev.mneme.events.WebhookId;

/**
 * One agent's events on their way to one webhook.
 *
 * @param place up to which all is delivered or a dead letter
 * @param attempts that failed, of the event after that
 */
public record Lane(WebhookId webhook, AgentId agent, EventPlace place, int attempts) {
  /** The same lane further on: the event after that was not sent yet. */
  public Lane at(EventPlace further) {
    return new Lane(webhook, agent, further, 0);
  }

  /** The same lane after one more attempt that failed. */
  public Lane failedOnceMore() {
    return new Lane(webhook, agent, place, attempts + 1);
  }
}
