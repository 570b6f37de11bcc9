package dev.mneme.git.storage;

import static dev.mneme.git.storage.SimulationViolation.unless;

import dev.mneme.git.storage.SimulationCoverage.Event;
import dev.mneme.objects.ObjectKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What has really happened: sees every effect on the store in its order, and holds what nodes say
 * against it. The first record that is made at a seq is the history; another one at that name is a
 * ghost.
 */
final class LogOracle {
  private final LogKeys keys;
  private final SimulationCoverage coverage;
  private final LogHistory history = new LogHistory();
  private final Map<Id128, Long> places = new HashMap<>();
  private final Set<Id128> failed = new HashSet<>();
  private final Set<Id128> doubtful = new HashSet<>();
  private final TreeSet<Long> records = new TreeSet<>();
  private final TreeSet<Long> checkpoints = new TreeSet<>();
  private final Map<ObjectKey, byte[]> packs = new HashMap<>();
  private long known;

  LogOracle(LogKeys keys, SimulationCoverage coverage) {
    this.keys = keys;
    this.coverage = coverage;
  }

  /** The largest seq that anybody was told of: whoever asks from now on must see it. */
  long known() {
    return known;
  }

  long lastSeq() {
    return history.lastSeq();
  }

  /** Whether the log goes on. */
  LogLife life() {
    return history.last().life();
  }

  void created(ObjectKey key, byte[] bytes, Instant now) {
    switch (keys.parse(key).orElseThrow()) {
      case LogKeys.Name.OfRecord record -> recordCreated(key, record.seq(), bytes, now);
      case LogKeys.Name.OfCheckpoint checkpoint -> checkpointCreated(key, checkpoint.seq(), bytes);
      case LogKeys.Name.OfPack pack -> packs.put(key, bytes);
    }
  }

  void deleted(ObjectKey key) {
    switch (keys.parse(key).orElseThrow()) {
      case LogKeys.Name.OfRecord record -> {
        if (records.remove(record.seq())) {
          coverage.count(Event.RECORD_DELETED);
        }
      }
      case LogKeys.Name.OfCheckpoint checkpoint -> {
        if (checkpoints.remove(checkpoint.seq())) {
          coverage.count(Event.CHECKPOINT_DELETED);
        }
      }
      case LogKeys.Name.OfPack pack -> {
        if (packs.remove(key) != null) {
          coverage.count(Event.PACK_DELETED);
        }
      }
    }
    requireWhole();
  }

  /** Everything up to the newest record can be read out of what is in the store. */
  private void requireWhole() {
    long newest = checkpoints.isEmpty() ? 0 : checkpoints.last();
    for (long seq = newest + 1; seq <= lastSeq(); seq++) {
      unless(
          records.contains(seq), "record %d is deleted, the newest checkpoint is %d", seq, newest);
    }
    for (ExternalPack pack : history.last().external()) {
      unless(isThere(pack), "pack %s is deleted, the tip names it", keyOf(pack));
    }
  }

  private ObjectKey keyOf(ExternalPack pack) {
    return keys.pack(pack.tipSeq(), pack.uploader());
  }

  private void recordCreated(ObjectKey key, long seq, byte[] bytes, Instant now) {
    records.add(seq);
    if (seq <= lastSeq()) {
      coverage.count(Event.GHOST_RECORD);
      if (life() == LogLife.SWEPT) {
        coverage.count(Event.GHOST_BEHIND_THE_END);
      }
      return;
    }
    RecordCodec.Encoded encoded = RecordCodec.decode(key, bytes);
    LogRecord record = encoded.record();
    history.add(encoded, ownObjects(record), now);
    Id128 transaction = record.transaction();
    unless(!failed.contains(transaction), "%s is committed, it was told it is not", transaction);
    unless(places.putIfAbsent(transaction, seq) == null, "%s is committed twice", transaction);
    if (doubtful.contains(transaction)) {
      coverage.count(Event.UNKNOWN_BUT_COMMITTED);
    }
  }

  private Set<ObjectId> ownObjects(LogRecord record) {
    PackBytes inline = record.inline();
    ExternalPack external = record.external();
    if (inline != null) {
      return TinyPacks.read(inline.pack(), inline.index(), "a new record");
    }
    return external == null ? Set.of() : objectsOf(external);
  }

  private Set<ObjectId> objectsOf(ExternalPack pack) {
    byte[] bytes = packs.get(keyOf(pack));
    if (bytes == null) {
      throw new SimulationViolation("pack %s is named, it is not there".formatted(keyOf(pack)));
    }
    Set<ObjectId> objects = new HashSet<>();
    int start = 0;
    for (ExternalPack.Part part : pack.parts()) {
      int indexAt = start + (int) part.packBytes();
      int end = indexAt + (int) part.indexBytes();
      CompactIndex index = CompactIndex.of(Arrays.copyOfRange(bytes, indexAt, end));
      byte[] one = Arrays.copyOfRange(bytes, start, indexAt);
      objects.addAll(TinyPacks.read(one, index, keyOf(pack).value()));
      start += (int) part.bytes();
    }
    return objects;
  }

  private void checkpointCreated(ObjectKey key, long seq, byte[] bytes) {
    coverage.count(
        !checkpoints.isEmpty() && seq < checkpoints.last()
            ? Event.GHOST_CHECKPOINT
            : Event.CHECKPOINT);
    checkpoints.add(seq);
    Checkpoint made = CheckpointCodec.decode(key, bytes);
    unless(seq <= lastSeq(), "checkpoint %d is beyond the history", seq);
    LogHistory.Moment then = history.at(seq);
    unless(made.tip().equals(then.tip()), "checkpoint %d is of another history", seq);
    unless(made.life() == then.life(), "checkpoint %d is %s", seq, made.life());
    unless(made.refs().equals(then.refs()), "checkpoint %d has other refs", seq);
    unless(made.packFloor() == then.packFloor(), "checkpoint %d has another pack floor", seq);
    unless(
        Set.copyOf(made.external()).equals(then.external()),
        "checkpoint %d names other packs: %s, not %s",
        seq,
        made.external(),
        then.external());
    Set<ObjectId> objects =
        TinyPacks.read(
            cut(bytes, made.pack()),
            CompactIndex.of(cut(bytes, made.index())),
            "checkpoint " + seq);
    then.external().stream().filter(this::isThere).forEach(pack -> objects.addAll(objectsOf(pack)));
    boolean whole = then.external().stream().allMatch(this::isThere);
    unless(!whole || objects.equals(then.objects()), "checkpoint %d has other objects", seq);
    Slice memory = made.base().reflog();
    requireMemory(CheckpointCodec.entries(memory == null ? new byte[0] : cut(bytes, memory)), seq);
    requireWhole();
  }

  /** A checkpoint that comes late may name packs that were compacted and swept since. */
  private boolean isThere(ExternalPack pack) {
    return packs.containsKey(keyOf(pack));
  }

  private static byte[] cut(byte[] bytes, Slice slice) {
    int from = (int) slice.offset();
    return Arrays.copyOfRange(bytes, from, from + (int) slice.length());
  }

  /** What the log remembers up to {@code seq} is what happened. */
  void requireMemory(List<LogEntry> entries, long seq) {
    boolean whole = entries.size() == seq;
    boolean end = history.at(seq).life() == LogLife.SWEPT && entries.size() == 2;
    unless(whole || end, "the log remembers %d of %d transactions", entries.size(), seq);
    for (LogEntry entry : entries) {
      unless(
          history.at(entry.seq()).transaction().equals(entry.transaction()),
          "the log remembers another transaction at %d",
          entry.seq());
    }
  }

  /** A node holds this for the newest state, and was asked when {@code needed} was known. */
  void served(Snapshot snapshot, long needed) {
    RepositoryState state = snapshot.state();
    unless(state.seq() >= needed, "%d is served, %d was known before", state.seq(), needed);
    unless(
        state.seq() <= lastSeq(), "%d is served, the history ends at %d", state.seq(), lastSeq());
    LogHistory.Moment then = history.at(state.seq());
    unless(state.tip().equals(then.tip()), "a ghost is served at %d", state.seq());
    unless(state.life() == then.life(), "%s is served at %d", state.life(), state.seq());
    unless(state.refs().equals(then.refs()), "other refs are served at %d", state.seq());
    unless(
        Set.copyOf(CheckpointCodec.external(state)).equals(then.external()),
        "%d has other external packs than it should",
        state.seq());
    unless(
        state.packFloor() == then.packFloor(), "another pack floor is served at %d", state.seq());
    known = Math.max(known, state.seq());
  }

  /** These are all objects of the state that could be read. */
  void read(RepositoryState state, Set<ObjectId> objects) {
    Set<ObjectId> wanted = history.at(state.seq()).objects();
    unless(
        objects.equals(wanted),
        "%d has %d objects, %d can be read",
        state.seq(),
        wanted.size(),
        objects.size());
    unless(objects.containsAll(state.refs().values()), "a ref at %d leads nowhere", state.seq());
  }

  /** An author is told that it is committed, and given a state that has it. */
  void committed(Id128 transaction, Snapshot after) {
    committed(transaction);
    served(after, 1);
  }

  /** An author is told that it is committed. */
  void committed(Id128 transaction) {
    Long seq = places.get(transaction);
    unless(seq != null, "%s is acknowledged, it is not in the history", transaction);
    known = Math.max(known, Objects.requireNonNull(seq));
  }

  /** An author is told that it is not committed and never will be. */
  void failed(Id128 transaction) {
    unless(!places.containsKey(transaction), "%s is committed, it is told it is not", transaction);
    failed.add(transaction);
  }

  /** An author is told that nobody knows. */
  void doubtful(Id128 transaction) {
    doubtful.add(transaction);
    if (places.containsKey(transaction)) {
      coverage.count(Event.UNKNOWN_BUT_COMMITTED);
    }
  }
}
