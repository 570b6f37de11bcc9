package dev.mneme.git.storage;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a writer wants to add to a log.
 *
 * @param moves of refs; each from where it is in the state that the transaction is based on
 * @param versions of the block files that it changes, by path
 * @param packs with the new objects, each by itself whole; one at most unless they replace others
 */
record Transaction(
    LogRecord.Kind kind,
    List<RefMove> moves,
    Map<String, FileVersion> versions,
    List<PackBytes> packs,
    long packFloor) {

  Transaction {
    packs = List.copyOf(packs);
  }

  static Transaction update(
      List<RefMove> moves, Map<String, FileVersion> versions, @Nullable PackBytes pack) {
    List<PackBytes> packs = pack == null ? List.of() : List.of(pack);
    return new Transaction(LogRecord.Kind.UPDATE, moves, versions, packs, 0);
  }

  /** Gives up the external packs of older tips that nothing names. */
  static Transaction sweep(long packFloor) {
    return new Transaction(LogRecord.Kind.SWEEP, List.of(), Map.of(), List.of(), packFloor);
  }

  static Transaction of(LogRecord.Kind kind) {
    return new Transaction(kind, List.of(), Map.of(), List.of(), 0);
  }
}
