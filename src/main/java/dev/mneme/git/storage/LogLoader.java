package dev.mneme.git.storage;

import dev.mneme.objects.GetResult;
import dev.mneme.objects.ObjectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a state out of the store: one list, then the newest checkpoint and the records after it,
 * side by side.
 *
 * <p>Each of those reads must be conclusive against the list: what was listed may have been
 * deleted, and its name made again by a writer that knew too little, before it is read.
 */
final class LogLoader {
  private final LogEnvironment environment;
  private final LogKeys keys;

  LogLoader(LogEnvironment environment, LogKeys keys) {
    this.environment = environment;
    this.keys = keys;
  }

  /**
   * Lists the log and reads it once.
   *
   * @param from a state to go on from, unless there is a newer checkpoint
   * @return empty if what was read does not fit the list: things have moved, list again
   * @throws CorruptLogException if a record is damaged or lost
   */
  Optional<Snapshot> load(RepositoryState from) {
    Instant asked = environment.clock().instant();
    LogListing listing = LogListing.newest(environment, keys, from.base().seq());
    Instant asOf = environment.rules().asOf(asked, listing.date());
    long checkpoint = listing.newestCheckpoint();
    boolean follow =
        checkpoint <= from.base().seq()
            || (from.seq() > 0
                && environment.rules().mayFollowAcrossCheckpoint()
                && listing.records().containsKey(from.seq() + 1));
    Optional<RepositoryState> start =
        follow
            ? Optional.of(from)
            : readCheckpoint(checkpoint, asOf).map(read -> stateOf(from.id(), read));
    return start
        .flatMap(base -> readRecords(base, listing, asOf))
        .map(s -> new Snapshot(s, asOf, listing.date()));
  }

  private Optional<RepositoryState> readRecords(
      RepositoryState base, LogListing listing, @Nullable Instant asOf) {
    List<CompletableFuture<Optional<RecordCodec.Encoded>>> reads = new ArrayList<>();
    for (long seq : listing.runAfter(base.seq())) {
      reads.add(CompletableFuture.supplyAsync(() -> readRecord(seq, asOf), environment.fetches()));
    }
    RepositoryState state = base;
    for (CompletableFuture<Optional<RecordCodec.Encoded>> read : reads) {
      Optional<RecordCodec.Encoded> record = join(read);
      if (record.isEmpty() || !state.isFollowedBy(record.get())) {
        return Optional.empty();
      }
      state = follow(state, record.get());
    }
    return listing.hasGapAfter(base.seq()) ? Optional.empty() : Optional.of(state);
  }

  private static <T> T join(CompletableFuture<T> read) {
    try {
      return read.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private Optional<RecordCodec.Encoded> readRecord(long seq, @Nullable Instant asOf) {
    ObjectKey key = keys.record(seq);
    Instant asked = environment.clock().instant();
    GetResult answer = environment.store().get(key);
    return answer instanceof GetResult.Found found
            && environment.rules().isConclusive(LogRules.Question.LOAD, asOf, asked, found.date())
        ? Optional.of(RecordCodec.decode(key, found.bytes()))
        : Optional.empty();
  }

  /** The state after a record, with its pack at hand. */
  RepositoryState follow(RepositoryState state, RecordCodec.Encoded next) {
    return state.followedBy(next, packsOf(next));
  }

  private List<StoredPack> packsOf(RecordCodec.Encoded encoded) {
    LogRecord record = encoded.record();
    PackBytes inline = record.inline();
    ExternalPack external = record.external();
    if (inline != null) {
      return List.of(inlinePack(record, inline, encoded.packOffset()));
    }
    return external == null ? List.of() : packsOf(external);
  }

  private StoredPack inlinePack(LogRecord record, PackBytes inline, long packOffset) {
    ObjectKey key = keys.record(record.seq());
    int packBytes = inline.pack().length;
    Slice pack = new Slice(key, packOffset, packBytes);
    Slice index = new Slice(key, packOffset + packBytes, inline.index().bytes().length);
    environment.packs().remember(pack, inline.pack());
    return new StoredPack(
        record.transaction() + ".l",
        record.seq(),
        pack,
        new CheckedSlice(index, Checksum.NONE),
        noBitmaps(key),
        inline.index().count(),
        null,
        inline.index(),
        environment.packs());
  }

  private static CheckedSlice noBitmaps(ObjectKey object) {
    return new CheckedSlice(new Slice(object, 0, 0), Checksum.NONE);
  }

  /**
   * Packs in an object of their own; their indexes are read when they are needed. Their seq is that
   * of the record that brought them, also when a checkpoint names them.
   */
  private List<StoredPack> packsOf(ExternalPack external) {
    ObjectKey key = keys.pack(external.tipSeq(), external.uploader());
    List<StoredPack> packs = new ArrayList<>();
    long start = 0;
    for (ExternalPack.Part part : external.parts()) {
      packs.add(externalPack(external, part, key, start));
      start += part.bytes();
    }
    return packs;
  }

  private StoredPack externalPack(
      ExternalPack external, ExternalPack.Part part, ObjectKey key, long start) {
    long indexAt = start + part.packBytes();
    return new StoredPack(
        "%s-%d.p".formatted(external.uploader(), start),
        external.tipSeq() + 1,
        new Slice(key, start, part.packBytes()),
        new CheckedSlice(new Slice(key, indexAt, part.indexBytes()), part.index()),
        new CheckedSlice(
            new Slice(key, indexAt + part.indexBytes(), part.bitmapBytes()), part.bitmaps()),
        part.objects(),
        external,
        null,
        environment.packs());
  }

  /**
   * Reads the head of a checkpoint.
   *
   * @param asOf the store's time of the list that showed it
   * @return empty if it is not there any more
   */
  Optional<Checkpoint> readCheckpoint(long seq, @Nullable Instant asOf) {
    ObjectKey key = keys.checkpoint(seq);
    return readHead(key, environment.sizes().checkpointHeadBytes(), asOf)
        .flatMap(head -> wholeHead(key, head, asOf))
        .map(head -> CheckpointCodec.decode(key, head));
  }

  private Optional<byte[]> wholeHead(ObjectKey key, byte[] head, @Nullable Instant asOf) {
    int needed = CheckpointCodec.headBytes(key, head);
    return needed > head.length ? readHead(key, needed, asOf) : Optional.of(head);
  }

  private Optional<byte[]> readHead(ObjectKey key, int length, @Nullable Instant asOf) {
    Instant asked = environment.clock().instant();
    return environment.store().getRange(key, 0, length) instanceof GetResult.Found found
            && environment.rules().isConclusive(LogRules.Question.LOAD, asOf, asked, found.date())
        ? Optional.of(found.bytes())
        : Optional.empty();
  }

  private RepositoryState stateOf(RepositoryId id, Checkpoint checkpoint) {
    return new RepositoryState(
        id,
        checkpoint.incarnation(),
        checkpoint.seq(),
        checkpoint.transaction(),
        checkpoint.tip(),
        checkpoint.refs(),
        checkpoint.versions(),
        packsOf(checkpoint),
        checkpoint.life(),
        checkpoint.packFloor(),
        checkpoint.base(),
        List.of(),
        0);
  }

  /** The packs that a checkpoint refers to. */
  List<StoredPack> packsOf(Checkpoint checkpoint) {
    List<StoredPack> packs = new ArrayList<>();
    for (ExternalPack external : checkpoint.external()) {
      packs.addAll(packsOf(external));
    }
    if (checkpoint.objects() > 0) {
      packs.add(
          new StoredPack(
              checkpoint.id() + ".c",
              checkpoint.seq(),
              checkpoint.pack(),
              new CheckedSlice(checkpoint.index(), checkpoint.indexChecksum()),
              noBitmaps(checkpoint.pack().object()),
              checkpoint.objects(),
              null,
              null,
              environment.packs()));
    }
    return packs;
  }
}
