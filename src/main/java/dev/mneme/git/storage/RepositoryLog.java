package dev.mneme.git.storage;

import dev.mneme.objects.GetResult;
import dev.mneme.objects.ObjectKey;
import dev.mneme.objects.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of one repository: says what the newest state is, and appends to it.
 *
 * <p>Keeps the newest state it has seen; a reader pays one small read that finds nothing while the
 * log stands still. Any number of processes may append to one log, each through an object of this
 * class; the store decides who was first.
 */
public final class RepositoryLog {
  private static final Logger LOG = LoggerFactory.getLogger(RepositoryLog.class);
  private static final int LOAD_ATTEMPTS = 6;
  private static final int ATTEMPTS = 4;

  /** Longest wait for other writers of this process. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final RepositoryId id;
  private final LogEnvironment environment;
  private final LogKeys keys;
  private final LogLoader loader;
  private final LogMemory memory;
  private final Appending appending;
  private final BiConsumer<RepositoryLog, RepositoryState> committed;
  private final AtomicReference<@Nullable Snapshot> newest = new AtomicReference<>();
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  private final PackRuns runs = new PackRuns();

  /** The newest checkpoint that this process has made: states are to read from it. */
  private final AtomicReference<@Nullable Base> base = new AtomicReference<>();

  /**
   * Writers of this process queue here: racing each other to the store would cost the losers a
   * durable write. It keeps nobody from reading, and writers of other processes are told apart by
   * the store.
   */
  private final ReentrantLock writer = new ReentrantLock(true);

  RepositoryLog(RepositoryId id, LogEnvironment environment) {
    this(id, environment, (log, state) -> {});
  }

  /**
   * Opens a log; reads nothing yet.
   *
   * @param committed told of every state that this object commits
   */
  RepositoryLog(
      RepositoryId id,
      LogEnvironment environment,
      BiConsumer<RepositoryLog, RepositoryState> committed) {
    this.id = id;
    this.committed = committed;
    this.environment = environment;
    this.keys = new LogKeys(id);
    this.loader = new LogLoader(environment, keys);
    this.memory = new LogMemory(environment.packs());
    this.appending = new Appending(this, environment, loader);
  }

  /** Whose log this is. */
  public RepositoryId id() {
    return id;
  }

  /**
   * The newest state of the log: it holds every transaction that was acknowledged before this was
   * called.
   *
   * <p>One read that finds nothing if the newest state is at hand; one list and one wave of reads
   * if nothing is.
   *
   * @throws CorruptLogException if an object of the log is damaged or lost
   * @throws StoreUnavailableException if the store does not answer, or does not hold still
   */
  public Snapshot current() {
    Snapshot known = newest.get();
    try {
      return known == null ? reload() : probe(known);
    } catch (CorruptLogException e) {
      throw alarm(e);
    }
  }

  /**
   * Tells the operator of a damage, once: whoever asks for the repository will run into it again
   * and again.
   *
   * @return the same, saying whose it is
   */
  CorruptLogException alarm(CorruptLogException damage) {
    if (told.add(String.valueOf(damage.getMessage()))) {
      LOG.error("the repository {} is damaged and not served: {}", id, damage.getMessage());
    }
    return damage.of(id);
  }

  /**
   * What it means that an object of git could not be read out of the packs that should have it.
   *
   * @return {@link CorruptLogException} if it is damaged or not there
   */
  public RuntimeException unreadable(IOException e) {
    return e instanceof CorruptObjectException || e instanceof MissingObjectException
        ? alarm(
            new CorruptLogException(
                "its packs in %s cannot be read: %s".formatted(keys.folder(), e.getMessage()), e))
        : new UncheckedIOException(e);
  }

  /** The last state that was seen; the empty one before the first. Asks nobody. */
  public Snapshot known() {
    Snapshot known = newest.get();
    return known == null ? new Snapshot(RepositoryState.empty(id), null, null) : known;
  }

  /**
   * Reads, decides and commits while no other writer of this process does.
   *
   * @param patience how long to wait for them
   * @return empty if they took longer than that; then nothing was done
   */
  public <T> Optional<T> exclusively(Duration patience, Callable<T> work) throws Exception {
    if (!writer.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(work.call());
    } finally {
      writer.unlock();
    }
  }

  private Snapshot probe(Snapshot from) {
    Snapshot at = from;
    while (true) {
      ObjectKey next = keys.record(at.state().seq() + 1);
      Instant asked = environment.clock().instant();
      GetResult answer = environment.store().get(next);
      if (!isBelieved(at, asked, answer.date())) {
        return reload();
      }
      if (!(answer instanceof GetResult.Found found)) {
        Instant asOf = environment.rules().asOf(asked, answer.date());
        return publish(new Snapshot(at.state(), asOf, at.listed()));
      }
      RecordCodec.Encoded record = RecordCodec.decode(next, found.bytes());
      if (!at.state().isFollowedBy(record)) {
        return reload();
      }
      at = publish(new Snapshot(loader.follow(at.state(), record), at.asOf(), at.listed()));
    }
  }

  private boolean isBelieved(Snapshot at, Instant asked, @Nullable Instant answered) {
    LogRules rules = environment.rules();
    return rules.isConclusive(LogRules.Question.PROBE, at.asOf(), asked, answered)
        && rules.hasItsObjects(at.listed(), answered);
  }

  /** Lists the log and reads what is new; also where the newest state is at hand. */
  Snapshot reload() {
    for (int attempt = 0; attempt < LOAD_ATTEMPTS; attempt++) {
      Snapshot known = newest.get();
      RepositoryState from = known == null ? RepositoryState.empty(id) : known.state();
      Optional<Snapshot> loaded = loader.load(from);
      if (loaded.isPresent()) {
        return publish(loaded.get());
      }
    }
    return giveUp();
  }

  /** What is lost stays lost however often one lists; what merely moves has moved on by now. */
  private Snapshot giveUp() {
    LogListing listing = LogListing.newest(environment, keys, 0);
    long checkpoint = listing.newestCheckpoint();
    if (listing.hasGapAfter(checkpoint)) {
      throw new CorruptLogException(
          "record %d in %s is lost: later ones are there"
              .formatted(checkpoint + listing.runAfter(checkpoint).size() + 1, keys.folder()));
    }
    throw new StoreUnavailableException(
        "the log of %s did not hold still while it was read".formatted(id));
  }

  /**
   * Keeps a snapshot unless a newer one is there.
   *
   * @return the snapshot, reading from the newest checkpoint: one may have been made since the
   *     state it follows was read, and must not be forgotten with that
   */
  Snapshot publish(Snapshot snapshot) {
    newest.accumulateAndGet(
        snapshot,
        (old, now) -> {
          Snapshot based = onNewestBase(snapshot);
          return old == null || based.isNewerThan(old) ? based : old;
        });
    return onNewestBase(snapshot);
  }

  private Snapshot onNewestBase(Snapshot snapshot) {
    Base newestBase = base.get();
    return newestBase == null ? snapshot : newestBase.under(snapshot);
  }

  /**
   * What it means that an object is not there: a state that refers to it is too old, or if the
   * newest one does, it is lost.
   */
  RuntimeException gone(ObjectKey object) {
    forget();
    boolean lost =
        current().state().packs().stream().anyMatch(pack -> pack.pack().object().equals(object));
    return lost
        ? alarm(new CorruptLogException("%s is lost".formatted(object)))
        : new StaleStateException(object);
  }

  /**
   * Forgets what is known, so that the next reader loads it anew: for a state whose objects turned
   * out to be gone.
   */
  void forget() {
    base.set(null);
    newest.set(null);
  }

  /**
   * Appends a transaction to the state it is based on. One durable write, and nothing else, if all
   * goes well.
   *
   * <p>Safe against every other writer of the log. Does not try again on a newer state: only the
   * caller knows whether the transaction still means the same there.
   *
   * @param base as {@link #current} gave it
   * @throws OutcomeUnknownException if the transaction may have been or may yet be committed, and
   *     nobody can tell
   */
  CommitResult commit(Snapshot base, Transaction transaction, BeforeCommit before) {
    lockWriter();
    try {
      CommitResult result =
          isOvertaken(base) ? new CommitResult.Lost() : appending.append(base, transaction, before);
      if (result instanceof CommitResult.Committed(Snapshot after)) {
        committed.accept(this, after.state());
      }
      return result;
    } finally {
      writer.unlock();
    }
  }

  private void lockWriter() {
    try {
      if (writer.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new StoreUnavailableException(
        "others have been writing to the log of %s for %s".formatted(id, PATIENCE));
  }

  /**
   * Puts packs in the place of all packs up to a seq. What was committed meanwhile keeps its own.
   *
   * @param packs with every object that is in the packs up to {@code covers}
   * @return whether they are in the log
   */
  boolean compact(List<PackBytes> packs, long covers) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Snapshot base = current();
      boolean overtaken = base.state().packFloor() >= covers;
      if (overtaken
          || commit(base, Repacking.transaction(packs, covers), BeforeCommit.NOTHING)
              instanceof CommitResult.Committed) {
        return !overtaken;
      }
    }
    return false;
  }

  /**
   * Whether this process knows that another transaction has the place: the store need not be asked.
   */
  private boolean isOvertaken(Snapshot base) {
    Snapshot known = newest.get();
    return known != null && known.state().seq() > base.state().seq();
  }

  /**
   * What the log remembers of the transaction at {@code seq}; empty if the state does not reach it.
   */
  Optional<LogEntry> entry(RepositoryState state, long seq) {
    return memory.entry(state, seq);
  }

  /** Whether a transaction after {@code seq} has moved a ref. */
  public boolean hasMovedSince(RepositoryState state, long seq) {
    return entriesSince(state, seq).stream().anyMatch(entry -> !entry.moves().isEmpty());
  }

  /** What the log remembers of the transactions after {@code seq}, oldest first. */
  public List<LogEntry> entriesSince(RepositoryState state, long seq) {
    List<LogEntry> since = state.base().seq() > seq ? memory.entries(state) : state.tail();
    return since.stream().filter(entry -> entry.seq() > seq).toList();
  }

  /** Everything the log remembers, oldest first. */
  public List<LogEntry> entries(RepositoryState state) {
    return memory.entries(state);
  }

  /** Lets go of the records behind a checkpoint: the newest state then reads them from there. */
  void rebase(Checkpoint checkpoint) {
    Base made = new Base(checkpoint, loader.packsOf(checkpoint));
    base.accumulateAndGet(
        made,
        (old, now) -> old != null && old.checkpoint.seq() >= made.checkpoint.seq() ? old : now);
    newest.updateAndGet(known -> known == null ? null : onNewestBase(known));
  }

  /** A checkpoint and the packs that it refers to. */
  private record Base(Checkpoint checkpoint, List<StoredPack> packs) {
    Snapshot under(Snapshot snapshot) {
      RepositoryState state = snapshot.state();
      boolean fits = state.base().seq() < checkpoint.seq() && checkpoint.seq() <= state.seq();
      return fits
          ? new Snapshot(state.rebasedOnto(checkpoint, packs), snapshot.asOf(), snapshot.listed())
          : snapshot;
    }
  }

  /** The head of a checkpoint that a list has shown; empty if it has gone since. */
  Optional<Checkpoint> checkpoint(long seq, @Nullable Instant asOf) {
    return loader.readCheckpoint(seq, asOf);
  }

  /** The packs of a state as JGit is to see them. */
  List<ServedPack> served(RepositoryState state) {
    return runs.of(state.packs());
  }

  LogKeys keys() {
    return keys;
  }

  LogEnvironment environment() {
    return environment;
  }
}
