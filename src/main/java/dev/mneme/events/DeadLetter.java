package dev.mneme.events;

import dev.mneme.agent.AgentId;
import java.time.Instant;

/**
 * An event that a receiver did not take, however often it was sent.
 *
 * @param event which one: it stands in the agent's log
 * @param occurredAt when that happened
 * @param attempts how often it was sent
 * @param failure what came of the last attempt
 * @param failedAt when that was
 * @param replaying whether it is being sent again
 */
public record DeadLetter(
    WebhookId webhook,
    DeliveryId id,
    AgentId agent,
    EventPlace event,
    EventType type,
    Instant occurredAt,
    int attempts,
    String failure,
    Instant failedAt,
    boolean replaying) {

  /** What is told of an event after the last attempt to send it. */
  public static DeadLetter of(
      WebhookId webhook, Event event, int attempts, String failure, Instant now) {
    return new DeadLetter(
        webhook,
        DeliveryId.of(webhook, event.place()),
        event.agent(),
        event.place(),
        event.type(),
        event.time(),
        attempts,
        failure,
        now,
        false);
  }

  /** The same after one more attempt. */
  public DeadLetter failedAgain(String why, Instant now) {
    return new DeadLetter(
        webhook, id, agent, event, type, occurredAt, attempts + 1, why, now, replaying);
  }
}
