package dev.mneme.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A clock that stands at the moment of the story that is being told. For one thread that moves it;
 * any may read it.
 */
public final class StoryClock implements InstantSource {
  /** How long before the present the story begins. */
  static final Duration AGE = Duration.ofDays(27);

  private final Instant firstDay;
  private volatile Instant now;

  /**
   * At the midnight (UTC) that begins the story.
   *
   * @param present the story is over before it
   */
  public StoryClock(Instant present) {
    this.firstDay = present.minus(AGE).truncatedTo(ChronoUnit.DAYS);
    this.now = firstDay;
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Moves to a time, in UTC, of a day of the story; the first day is 0. */
  void moveTo(int day, LocalTime time) {
    now = firstDay.plus(Duration.ofDays(day)).atZone(ZoneOffset.UTC).with(time).toInstant();
  }
}
