package dev.mneme.events;

import dev.mneme.agent.AgentId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is sent events.
 *
 * @param agent whose events; those of all agents if null
 * @param types which events; all, those of later versions too, if empty
 */
public record Webhook(
    WebhookId id,
    WebhookUrl url,
    @Nullable AgentId agent,
    Set<EventType> types,
    WebhookSecret secret,
    Instant createdAt) {
  public Webhook {
    types = Set.copyOf(types);
  }

  /** Whether events of that type are sent. */
  public boolean wants(EventType type) {
    return types.isEmpty() || types.contains(type);
  }

  /** Whether events of that agent are sent. */
  public boolean isFor(AgentId other) {
    return agent == null || agent.equals(other);
  }
}
