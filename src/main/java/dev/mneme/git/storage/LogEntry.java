package dev.mneme.git.storage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What the log remembers of a transaction for ever: its place, its author and where refs moved.
 *
 * @param time by the clock of the node that wrote it, in milliseconds
 */
public record LogEntry(long seq, Id128 transaction, Instant time, List<RefMove> moves) {
  /** Bytes of an entry without moves. */
  static final int MIN_BYTES = 8 + 16 + 8 + 4;

  public LogEntry {
    time = time.truncatedTo(ChronoUnit.MILLIS); // as it is stored: the same before and after that
    moves = List.copyOf(moves);
  }

  void writeTo(Bytes.Writer out) {
    out.int64(seq).id(transaction).int64(time.toEpochMilli());
    RefMoves.write(moves, out);
  }

  static LogEntry readFrom(Bytes.Reader in) {
    return new LogEntry(in.int64(), in.id(), Instant.ofEpochMilli(in.int64()), RefMoves.read(in));
  }
}
