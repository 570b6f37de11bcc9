package dev.mneme.git.storage;

import static dev.mneme.git.storage.SimulationViolation.unless;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;

/** The one history of a simulated log, record by record; holds each new one against the last. */
final class LogHistory {
  /** The dates of two answers may differ by this much beyond the time between them. */
  private static final Duration KEPT = LogRules.KEPT_CLOSED.minus(SimulationProfile.SKEW);

  private final List<Moment> moments = new ArrayList<>();

  LogHistory() {
    moments.add(
        new Moment(
            new Id128(0, 0),
            Checksum.NONE,
            new TreeMap<>(),
            Set.of(),
            Set.of(),
            Set.of(),
            0,
            LogLife.OPEN,
            Instant.MIN));
  }

  /**
   * The log up to one record.
   *
   * @param own objects that the record brought
   * @param objects all there are
   * @param external packs in objects of their own that are in use
   * @param made when the record was made, by the store's clock
   */
  record Moment(
      Id128 transaction,
      Checksum tip,
      NavigableMap<String, ObjectId> refs,
      Set<ObjectId> own,
      Set<ObjectId> objects,
      Set<ExternalPack> external,
      long packFloor,
      LogLife life,
      Instant made) {}

  long lastSeq() {
    return moments.size() - 1L;
  }

  Moment at(long seq) {
    return moments.get((int) seq);
  }

  Moment last() {
    return moments.getLast();
  }

  /** Goes on with a record. */
  void add(RecordCodec.Encoded encoded, Set<ObjectId> own, Instant now) {
    LogRecord record = encoded.record();
    long seq = record.seq();
    unless(seq == lastSeq() + 1, "record %d is made, the history ends at %d", seq, lastSeq());
    unless(record.previous().equals(last().tip()), "record %d does not follow the last", seq);
    requireLife(record, now);
    moments.add(
        isGivenUp(record)
            ? emptied(encoded, now)
            : new Moment(
                record.transaction(),
                encoded.checksum(),
                refsAfter(record),
                own,
                objectsAfter(record, own),
                externalAfter(record),
                record.packFloor(),
                lifeAfter(record),
                now));
  }

  private Moment emptied(RecordCodec.Encoded encoded, Instant now) {
    return new Moment(
        encoded.record().transaction(),
        encoded.checksum(),
        new TreeMap<>(),
        Set.of(),
        Set.of(),
        Set.of(),
        encoded.record().packFloor(),
        LogLife.SWEPT,
        now);
  }

  private boolean isGivenUp(LogRecord record) {
    return record.kind() == LogRecord.Kind.SWEEP && last().life() == LogLife.CLOSED;
  }

  private LogLife lifeAfter(LogRecord record) {
    return switch (record.kind()) {
      case CLOSE -> LogLife.CLOSED;
      case REOPEN -> LogLife.OPEN;
      case UPDATE, COMPACT, SWEEP -> last().life();
    };
  }

  /** What has ended does not go on, and what can be taken back is not given up before its time. */
  private void requireLife(LogRecord record, Instant now) {
    LogRecord.Kind kind = record.kind();
    switch (last().life()) {
      case OPEN -> unless(kind != LogRecord.Kind.REOPEN, "record %d reopens nothing", record.seq());
      case CLOSED ->
          unless(
              kind == LogRecord.Kind.REOPEN || isGivenUp(record),
              "record %d is %s after the end",
              record.seq(),
              kind);
      case SWEPT -> unless(false, "record %d goes on with what is given up", record.seq());
    }
    Duration closed = isGivenUp(record) ? Duration.between(last().made(), now) : KEPT;
    unless(closed.compareTo(KEPT) >= 0, "given up %s after it was closed", closed);
  }

  private NavigableMap<String, ObjectId> refsAfter(LogRecord record) {
    NavigableMap<String, ObjectId> refs = new TreeMap<>(last().refs());
    for (RefMove move : record.moves()) {
      ObjectId was = refs.getOrDefault(move.name(), ObjectId.zeroId());
      unless(was.equals(move.from()), "record %d moves %s from elsewhere", record.seq(), move);
      if (move.deletes()) {
        refs.remove(move.name());
      } else {
        refs.put(move.name(), move.to());
      }
    }
    return refs;
  }

  private Set<ObjectId> objectsAfter(LogRecord record, Set<ObjectId> own) {
    Set<ObjectId> objects = new HashSet<>(own);
    if (record.kind() == LogRecord.Kind.COMPACT) {
      int kept = (int) record.packFloor() + 1;
      moments.subList(kept, moments.size()).forEach(moment -> objects.addAll(moment.own()));
      unless(objects.containsAll(last().objects()), "record %d drops objects", record.seq());
    }
    objects.addAll(last().objects());
    return objects;
  }

  private Set<ExternalPack> externalAfter(LogRecord record) {
    Set<ExternalPack> external = new HashSet<>(last().external());
    if (record.kind() == LogRecord.Kind.COMPACT) {
      external.removeIf(pack -> pack.tipSeq() < record.packFloor());
    }
    ExternalPack own = record.external();
    if (own != null) {
      external.add(own);
    }
    return external;
  }
}
