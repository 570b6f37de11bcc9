package dev.mneme.config;

import java.time.Duration;

/**
 * How it is told what happens to a memory.
 *
 * @param streams most streams that may be open at once
 * @param poll how often to look for commits of other processes
 */
public record EventSettings(int streams, Duration poll) {}
