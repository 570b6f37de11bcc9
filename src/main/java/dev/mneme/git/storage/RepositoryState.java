package dev.mneme.git.storage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What a log says up to one of its records: where the refs are, and which packs have the objects.
 *
 * <p>Immutable; every request works on one state from beginning to end.
 *
 * @param seq of the newest record in it; 0 before the first
 * @param transaction that made the newest record
 * @param tip checksum of the newest record
 * @param refs by full name
 * @param versions the latest version of each block file that a record named, by path
 * @param packs oldest first
 * @param life whether the log goes on, or has ended because the repository was deleted
 * @param base the checkpoint that it was loaded from
 * @param tail what happened since {@code base}, oldest first
 * @param tailBytes size of the packs since {@code base}
 */
public record RepositoryState(
    RepositoryId id,
    Id128 incarnation,
    long seq,
    Id128 transaction,
    Checksum tip,
    NavigableMap<String, ObjectId> refs,
    Map<String, FileVersion> versions,
    List<StoredPack> packs,
    LogLife life,
    long packFloor,
    CheckpointBase base,
    List<LogEntry> tail,
    long tailBytes) {
  private static final Id128 NOBODY = new Id128(0, 0);

  public RepositoryState {
    refs = Collections.unmodifiableNavigableMap(refs);
    versions = Collections.unmodifiableMap(versions);
    packs = List.copyOf(packs);
    tail = List.copyOf(tail);
  }

  /** Before the first record. */
  static RepositoryState empty(RepositoryId id) {
    return new RepositoryState(
        id,
        NOBODY,
        0,
        NOBODY,
        Checksum.NONE,
        new TreeMap<>(),
        Map.of(),
        List.of(),
        LogLife.OPEN,
        0,
        CheckpointBase.NONE,
        List.of(),
        0);
  }

  /** Whether there is a repository: it was created and is not deleted. */
  public boolean exists() {
    return seq > 0 && life == LogLife.OPEN;
  }

  /** Where a ref is, if it is there. */
  public Optional<ObjectId> ref(String name) {
    return Optional.ofNullable(refs.get(name));
  }

  /** The version that a block file has here; empty if no record ever named one. */
  public Optional<FileVersion> version(String path) {
    return Optional.ofNullable(versions.get(path));
  }

  /** Whether a record is the one that follows this state. */
  boolean isFollowedBy(RecordCodec.Encoded next) {
    LogRecord record = next.record();
    return record.seq() == seq + 1
        && record.previous().equals(tip)
        && (seq == 0 || record.incarnation().equals(incarnation));
  }

  /**
   * The state after the next record.
   *
   * @param brought the record's packs
   * @throws CorruptLogException if a ref was not where the record says it came from, or the log has
   *     ended
   */
  RepositoryState followedBy(RecordCodec.Encoded next, List<StoredPack> brought) {
    LogRecord record = next.record();
    if (!life.mayBeFollowedBy(record.kind())) {
      throw new CorruptLogException(
          "record %d of %s is %s, but the log was %s"
              .formatted(record.seq(), id, record.kind(), life));
    }
    RepositoryState after = after(next, brought);
    return after.life == LogLife.SWEPT ? after.emptied() : after;
  }

  private RepositoryState after(RecordCodec.Encoded next, List<StoredPack> brought) {
    LogRecord record = next.record();
    boolean compacts = record.kind() == LogRecord.Kind.COMPACT;
    List<StoredPack> all = new ArrayList<>();
    packs.stream().filter(p -> !compacts || p.seq() > record.packFloor()).forEach(all::add);
    all.addAll(brought);
    List<LogEntry> entries = new ArrayList<>(tail);
    entries.add(record.entry());
    return new RepositoryState(
        id,
        record.incarnation(),
        record.seq(),
        record.transaction(),
        next.checksum(),
        moved(record.moves()),
        merged(record.versions()),
        all,
        life.after(record.kind()),
        Math.max(packFloor, record.packFloor()),
        base,
        entries,
        tailBytes + (compacts ? 0 : bytes(brought)));
  }

  private static long bytes(List<StoredPack> packs) {
    return packs.stream().mapToLong(pack -> pack.pack().length()).sum();
  }

  /** This state without all that was given up. */
  private RepositoryState emptied() {
    return new RepositoryState(
        id,
        incarnation,
        seq,
        transaction,
        tip,
        new TreeMap<>(),
        Map.of(),
        List.of(),
        life,
        packFloor,
        base,
        tail,
        0);
  }

  /** This state, reading what happened up to a checkpoint of it from that checkpoint. */
  RepositoryState rebasedOnto(Checkpoint checkpoint, List<StoredPack> checkpointPacks) {
    List<StoredPack> all = new ArrayList<>();
    checkpointPacks.stream().filter(pack -> hasStill(pack, checkpoint.seq())).forEach(all::add);
    packs.stream().filter(pack -> pack.seq() > checkpoint.seq()).forEach(all::add);
    List<LogEntry> since = tail.stream().filter(e -> e.seq() > checkpoint.seq()).toList();
    long bytes = bytes(packs.stream().filter(p -> p.seq() > checkpoint.seq()).toList());
    return new RepositoryState(
        id,
        incarnation,
        seq,
        transaction,
        tip,
        refs,
        versions,
        all,
        life,
        packFloor,
        checkpoint.base(),
        since,
        bytes);
  }

  /** Whether no COMPACT since a checkpoint stands for one of its packs. */
  private boolean hasStill(StoredPack ofCheckpoint, long seq) {
    ExternalPack external = ofCheckpoint.external();
    return external == null
        ? packs.stream().anyMatch(p -> p.external() == null && p.seq() <= seq)
        : packs.stream().anyMatch(p -> external.equals(p.external()));
  }

  /**
   * Refuses moves that do not follow this state: a record with them could be written, but never be
   * read again.
   */
  void requireFits(List<RefMove> moves) {
    try {
      moved(moves);
    } catch (CorruptLogException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private NavigableMap<String, ObjectId> moved(List<RefMove> moves) {
    if (moves.isEmpty()) {
      return refs;
    }
    NavigableMap<String, ObjectId> after = new TreeMap<>(refs);
    for (RefMove move : moves) {
      ObjectId was = after.getOrDefault(move.name(), ObjectId.zeroId());
      if (!was.equals(move.from())) {
        throw new CorruptLogException(
            "record %d of %s moves %s from %s, but it was at %s"
                .formatted(seq + 1, id, move.name(), move.from().name(), was.name()));
      }
      if (move.deletes()) {
        after.remove(move.name());
      } else {
        after.put(move.name(), move.to());
      }
    }
    return after;
  }

  private Map<String, FileVersion> merged(Map<String, FileVersion> changed) {
    if (changed.isEmpty()) {
      return versions;
    }
    Map<String, FileVersion> after = new HashMap<>(versions);
    after.putAll(changed);
    return after;
  }
}
