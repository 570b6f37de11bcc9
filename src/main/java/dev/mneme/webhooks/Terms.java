package dev.mneme.webhooks;

import java.time.Duration;

/**
 * How events are sent.
 *
 * @param attempts how often, before an event is a dead letter
 * @param timeout how long a receiver has to answer
 * @param poll how often to look for what nobody told this process
 * @param anywhere whether receivers may have addresses that only this network reaches
 */
public record Terms(int attempts, Duration timeout, Duration poll, boolean anywhere) {
  /** How long somebody who sends may be silent before he is taken for dead. */
  Duration lease() {
    return timeout.multipliedBy(2).plusSeconds(1);
  }
}
