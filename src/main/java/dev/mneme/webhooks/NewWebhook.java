package dev.mneme.webhooks;

import dev.mneme.agent.AgentId;
import dev.mneme.events.EventType;
import dev.mneme.events.WebhookSecret;
import dev.mneme.events.WebhookUrl;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as somebody wants it.
 *
 * @param agent whose events; those of all agents if null
 * @param types which events; all if empty
 * @param secret null if one is to be made
 */
public record NewWebhook(
    WebhookUrl url, @Nullable AgentId agent, Set<EventType> types, @Nullable WebhookSecret secret) {
  public NewWebhook {
    types = Set.copyOf(types);
  }
}
