package dev.mneme.config;

import java.time.Duration;

/**
 * How it is told what happens to a memory.
 *
 * @param streams most streams that may be open at once
 * @param poll how often to look for commits of other processes
 * @param webhooksToPrivate whether webhooks may go to addresses that only this network reaches
 * @param webhookAttempts how often an event is sent before it is a dead letter, at least 1
 * @param webhookTimeout how long a receiver has to answer
 */
public record EventSettings(
    int streams,
    Duration poll,
    boolean webhooksToPrivate,
    int webhookAttempts,
    Duration webhookTimeout) {}
