package dev.mneme.database;

/**
 * A place in the log of a repository.
 *
 * @param incarnation which repository; empty where there is none
 * @param seq the number of a record; 0 in front of the first
 */
public record LogPosition(String incarnation, long seq) {
  /** Of an agent of whose repository nothing has been taken over. */
  public static final LogPosition NONE = new LogPosition("", 0);

  /** Whether this is a later place in the same log. */
  public boolean isBeyond(LogPosition other) {
    return incarnation.equals(other.incarnation) && seq > other.seq;
  }
}
