package dev.mneme.events;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in what happened to an agent's memory: how much of it has been told. Right behind an
 * event it is that event's id.
 *
 * @param log which log, 32 hexadecimal digits
 * @param seq of the last record that has been told as a whole; 0 before the first
 * @param told how many events of the record after that have been told, too
 */
public record EventPlace(String log, long seq, int told) {
  private static final Pattern LOG = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern SYNTAX =
      Pattern.compile("([0-9a-f]{32})\\.([0-9]{1,18})(?:\\.([0-9]{1,8}))?");

  /** Before everything, in whatever log. */
  public static final EventPlace BEGINNING = new EventPlace("0".repeat(32), 0, 0);

  public EventPlace {
    if (!LOG.matcher(log).matches() || seq < 0 || told < 0) {
      throw new IllegalArgumentException(
          "no place of an event: %s %d %d".formatted(log, seq, told));
    }
  }

  /** The place behind a record. */
  public static EventPlace behind(String log, long seq) {
    return new EventPlace(log, seq, 0);
  }

  /** The place behind an event: its record, and which one of the record's it is, from 0 on. */
  public static EventPlace behind(String log, long seq, int index) {
    return new EventPlace(log, seq - 1, index + 1);
  }

  /** The place in front of the event that this is right behind. */
  public EventPlace before() {
    return new EventPlace(log, seq, told - 1);
  }

  /** Reads what {@link #toString} wrote; empty if it is no such text. */
  public static Optional<EventPlace> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String log = matcher.group(1);
    long seq = Long.parseLong(matcher.group(2));
    String index = matcher.group(3);
    if (index == null) {
      return Optional.of(behind(log, seq));
    }
    return seq == 0 ? Optional.empty() : Optional.of(behind(log, seq, Integer.parseInt(index)));
  }

  /** Behind a record {@code log.seq}, behind an event {@code log.seq.index}. */
  @Override
  public String toString() {
    return told == 0 ? log + "." + seq : "%s.%d.%d".formatted(log, seq + 1, told - 1);
  }
}
