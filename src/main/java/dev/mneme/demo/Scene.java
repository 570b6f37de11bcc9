package dev.mneme.demo;

import java.time.LocalTime;

/**
 * One commit of the story.
 *
 * @param day of the story; the first is 0
 * @param time of that day, in UTC
 * @param reason why, as the commit's trailer says it
 */
record Scene(int day, LocalTime time, Voice voice, String reason, Act act) {

  static Scene at(int day, String time, Voice voice, String reason, Act act) {
    return new Scene(day, LocalTime.parse(time), voice, reason, act);
  }

  /** Who writes; each stands for a value of the trailer {@code Author-Kind}. */
  enum Voice {
    HUMAN("human"),
    AGENT("agent"),
    /** The agent going over its memory while nobody talks to it. */
    REFLECTION("reflection");

    private final String kind;

    Voice(String kind) {
      this.kind = kind;
    }

    String kind() {
      return kind;
    }
  }

  /** What happens to a block. */
  sealed interface Act {
    /** A new one. */
    record Create(String label, String description, String value) implements Act {}

    /** Text at its end. */
    record Append(String label, String text) implements Act {}

    /** Other text in the place of a part of it, which is there exactly once. */
    record Replace(String label, String old, String text) implements Act {}

    /** Another label. */
    record Rename(String from, String to) implements Act {}

    /** No such block any more. */
    record Delete(String label) implements Act {}
  }
}
