package dev.mneme.webhooks;

import dev.mneme.events.Webhook;

/**
 * A webhook, and how it goes with it.
 *
 * @param failing of how many agents events wait because the last attempt failed
 * @param deadLetters how many events have been given up
 */
public record WebhookStatus(Webhook webhook, int failing, int deadLetters) {}
