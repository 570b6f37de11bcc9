package dev.mneme.git.storage;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One transaction, as it stands in the log.
 *
 * @param seq its place; the first is 1
 * @param incarnation of the repository; the same in all its records
 * @param transaction who made it: tells its author, after a time-out, whether it was this one that
 *     won the place
 * @param previous checksum of the record before, or {@link Checksum#NONE} in the first
 * @param node which process wrote it; for people
 * @param time by the node's clock; data, never an order
 * @param moves of refs, each name once
 * @param versions of the block files that it changes, by path
 * @param inline the new objects, if they fit into the record
 * @param external the new objects, if they do not
 * @param packFloor external packs that were named at an older tip than this and are not referenced
 *     may be deleted; never falls
 */
record LogRecord(
    long seq,
    Id128 incarnation,
    Id128 transaction,
    Checksum previous,
    String node,
    Instant time,
    Kind kind,
    List<RefMove> moves,
    Map<String, FileVersion> versions,
    @Nullable PackBytes inline,
    @Nullable ExternalPack external,
    long packFloor) {

  LogRecord {
    moves = List.copyOf(moves);
    versions = Map.copyOf(versions);
  }

  /** What a record does besides moving refs. */
  enum Kind {
    /** Moves refs and brings objects. */
    UPDATE(0),
    /** Ends the log: the repository is deleted. */
    CLOSE(1),
    /** Takes a {@link #CLOSE} back. */
    REOPEN(2),
    /** Its external pack stands for all packs of seqs up to its pack floor. */
    COMPACT(3),
    /** Raises the pack floor; in a log that is closed, gives up all that was in it. */
    SWEEP(4);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** What stands for it in the store. */
    int code() {
      return code;
    }

    static Kind of(int code) {
      return Arrays.stream(values())
          .filter(kind -> kind.code == code)
          .findFirst()
          .orElseThrow(
              () -> new CorruptLogException("it is of kind %d, unknown here".formatted(code)));
    }
  }

  LogEntry entry() {
    return new LogEntry(seq, transaction, time, moves);
  }
}
