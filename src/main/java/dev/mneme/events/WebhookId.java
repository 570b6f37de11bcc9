package dev.mneme.events;

import dev.mneme.block.Uuid4;

/**
 * The id of a webhook.
 *
 * @param value {@code webhook-} and a lower-case version 4 uuid
 */
public record WebhookId(String value) {
  /** What every such id begins with. */
  public static final String PREFIX = "webhook-";

  public WebhookId {
    Uuid4.require(PREFIX, value);
  }

  @Override
  public String toString() {
    return value;
  }
}
