package dev.mneme.git.storage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The clock of a node: right, but for the time that it stood still. */
final class NodeClock implements InstantSource {
  private final InstantSource store;
  private Duration behind = Duration.ZERO;

  NodeClock(InstantSource store) {
    this.store = store;
  }

  @Override
  public Instant instant() {
    return store.instant().minus(behind);
  }

  /** Time has passed while the machine was paused. */
  void miss(Duration time) {
    behind = behind.plus(time);
  }

  /** Somebody tells it the time. */
  void synchronise() {
    behind = Duration.ZERO;
  }
}
