package dev.mneme.api;

import dev.mneme.events.DeadLetter;
import dev.mneme.events.Event;
import dev.mneme.events.EventType;
import dev.mneme.events.Webhook;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Webhooks and dead letters as {@code /v1} shows them. */
public final class WebhookJson {
  private WebhookJson() {}

  /** A webhook and how it goes with it, without its secret. */
  public static void write(JsonGenerator out, Webhook webhook, int failing, int deadLetters) {
    out.writeStartObject();
    writeMembers(out, webhook);
    out.writeNumberProperty("failing_agents", failing);
    out.writeNumberProperty("dead_letters", deadLetters);
    out.writeEndObject();
  }

  /** A webhook that was just made, with the secret that was made for it: nobody has that yet. */
  public static void writeWithSecret(JsonGenerator out, Webhook webhook) {
    out.writeStartObject();
    writeMembers(out, webhook);
    out.writeNumberProperty("failing_agents", 0);
    out.writeNumberProperty("dead_letters", 0);
    out.writeStringProperty("secret", webhook.secret().reveal());
    out.writeEndObject();
  }

  private static void writeMembers(JsonGenerator out, Webhook webhook) {
    out.writeStringProperty("id", webhook.id().value());
    out.writeStringProperty("url", webhook.url().toString());
    out.writeStringProperty("agent_id", webhook.agent() == null ? null : webhook.agent().value());
    writeTypes(out, webhook);
    out.writeStringProperty("created_at", AgentJson.time(webhook.createdAt()));
  }

  private static void writeTypes(JsonGenerator out, Webhook webhook) {
    if (webhook.types().isEmpty()) {
      out.writeNullProperty("events");
      return;
    }
    out.writeArrayPropertyStart("events");
    webhook.types().stream().sorted().map(EventType::toString).forEach(out::writeString);
    out.writeEndArray();
  }

  /** A dead letter in a list. */
  public static void write(JsonGenerator out, DeadLetter letter) {
    out.writeStartObject();
    writeMembers(out, letter);
    out.writeEndObject();
  }

  /**
   * A dead letter by itself.
   *
   * @param event what it tells; null if that is given up
   */
  public static void write(JsonGenerator out, DeadLetter letter, @Nullable Event event) {
    out.writeStartObject();
    writeMembers(out, letter);
    out.writeName("event");
    if (event == null) {
      out.writeNull();
    } else {
      EventJson.write(out, event);
    }
    out.writeEndObject();
  }

  private static void writeMembers(JsonGenerator out, DeadLetter letter) {
    out.writeStringProperty("id", letter.id().value());
    out.writeStringProperty("event_id", letter.event().toString());
    out.writeStringProperty("type", letter.type().toString());
    out.writeStringProperty("agent_id", letter.agent().value());
    out.writeStringProperty("occurred_at", AgentJson.time(letter.occurredAt()));
    out.writeNumberProperty("attempts", letter.attempts());
    out.writeStringProperty("failure", letter.failure());
    out.writeStringProperty("failed_at", AgentJson.time(letter.failedAt()));
    out.writeBooleanProperty("replaying", letter.replaying());
  }
}
