package dev.mneme.git.storage;

import static dev.mneme.git.storage.SimulationViolation.unless;

import dev.mneme.git.storage.SimulationCoverage.Event;
import dev.mneme.objects.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * What a node does in one life, with the engine's own code, and what it is told: the oracle hears
 * of it.
 */
final class SimulatedWork {
  private static final String MAIN = LogRefDatabase.MAIN;
  private final LogEnvironment environment;
  private final NodeStore store;
  private final RepositoryLog log;
  private final LogEnding ending;
  private final LogSimulation simulation;
  private final RandomGenerator random;
  private @Nullable Held held;

  SimulatedWork(
      LogEnvironment environment,
      NodeStore store,
      LogSimulation simulation,
      RandomGenerator random) {
    this.environment = environment;
    this.store = store;
    this.log = new RepositoryLog(LogFixture.REPOSITORY, environment);
    this.ending = new LogEnding(log);
    this.simulation = simulation;
    this.random = random;
  }

  /** What a node can do; of those of one role it does one at a time. */
  enum Kind {
    READ(Role.READER),
    READ_PACKS(Role.READER),
    WRITE(Role.WRITER),
    WRITE_ON_OLD(Role.WRITER),
    COMPACT(Role.WRITER),
    SWEEP_RECORD(Role.WRITER),
    CLOSE(Role.WRITER),
    REOPEN(Role.WRITER),
    END(Role.WRITER),
    CHECKPOINT(Role.KEEPER),
    SWEEP(Role.KEEPER);

    private final Role role;

    Kind(Role role) {
      this.role = role;
    }

    Role role() {
      return role;
    }
  }

  /** Who does it: each has a thread of its own. */
  enum Role {
    READER,
    WRITER,
    KEEPER
  }

  /** A state that the log has given, and when it was asked for it. */
  private record Held(Snapshot snapshot, Instant since) {}

  void run(Kind kind) {
    try {
      switch (kind) {
        case READ -> current();
        case READ_PACKS -> onObjectsOf(current(), this::readAll);
        case WRITE -> write(current().snapshot());
        case WRITE_ON_OLD -> write(heldOrCurrent().snapshot());
        case COMPACT -> onObjectsOf(current(), this::compact);
        case SWEEP_RECORD -> sweepRecord(current().snapshot());
        case CHECKPOINT -> onObjectsOf(heldOrCurrent(), this::checkpoint);
        case SWEEP -> new Retention(environment).sweep(log);
        case CLOSE -> close();
        case REOPEN -> append(Event.REOPENED, () -> ending.reopen(BeforeCommit.NOTHING));
        case END -> onObjectsOf(current(), this::end);
      }
    } catch (ClosedLogException e) {
      count(Event.REFUSED_BY_THE_END);
    } catch (StoreUnavailableException e) {
      count(Event.UNAVAILABLE);
    }
  }

  /**
   * Does what reads the objects of a state. They may be gone, or others in their place, only if a
   * node takes longer for it than any request may.
   */
  private void onObjectsOf(Held state, Consumer<RepositoryState> work) {
    try {
      work.accept(state.snapshot().state());
    } catch (StaleStateException | CorruptLogException e) {
      Duration took = Duration.between(state.since(), simulation.now());
      unless(took.compareTo(simulation.patience()) > 0, "after %s with a state: %s", took, e);
      count(Event.TOO_LATE);
    }
  }

  private void count(Event event) {
    simulation.coverage().count(event);
  }

  private LogOracle oracle() {
    return simulation.oracle();
  }

  private Held current() {
    long needed = oracle().known();
    Instant asked = simulation.now();
    Snapshot now = log.current();
    oracle().served(now, needed);
    count(Event.READ);
    held = new Held(now, asked);
    return held;
  }

  private Held heldOrCurrent() {
    return held == null || random.nextBoolean() ? current() : held;
  }

  private void readAll(RepositoryState state) {
    Set<ObjectId> objects = new HashSet<>();
    for (StoredPack pack : state.packs()) {
      byte[] bytes = environment.packs().read(pack.pack());
      objects.addAll(TinyPacks.read(bytes, pack.index(), pack.pack().object().value()));
    }
    oracle().read(state, objects);
    oracle().requireMemory(log.entries(state), state.seq());
    count(Event.PACKS_READ);
  }

  private void write(Snapshot base) {
    boolean large = random.nextInt(4) == 0;
    TinyPacks.Blob blob = TinyPacks.blob(simulation.nextNumber(), large ? 200 : 16);
    if (large) {
      count(Event.EXTERNAL_PACK);
    }
    List<RefMove> moves = new ArrayList<>();
    moves.add(new RefMove(MAIN, at(base, MAIN), blob.id()));
    if (random.nextInt(4) == 0) {
      moves.add(moveOfBranch(base, blob.id()));
    }
    commit(base, Transaction.update(moves, Map.of(), blob.pack()));
  }

  private RefMove moveOfBranch(Snapshot base, ObjectId to) {
    String branch = "refs/heads/b" + random.nextInt(2);
    ObjectId was = at(base, branch);
    boolean delete = !was.equals(ObjectId.zeroId()) && random.nextBoolean();
    return new RefMove(branch, was, delete ? ObjectId.zeroId() : to);
  }

  private static ObjectId at(Snapshot base, String ref) {
    return base.state().ref(ref).orElse(ObjectId.zeroId());
  }

  private void sweepRecord(Snapshot base) {
    if (base.state().exists()) {
      count(Event.SWEEP_RECORD);
      long floor = base.state().seq() + 1;
      commit(base, Transaction.sweep(floor));
    }
  }

  private void commit(Snapshot base, Transaction transaction) {
    store.forgetSent();
    try {
      switch (log.commit(base, transaction, BeforeCommit.NOTHING)) {
        case CommitResult.Committed(Snapshot after) -> acknowledged(after);
        case CommitResult.Lost() -> refused();
      }
    } catch (OutcomeUnknownException e) {
      count(Event.OUTCOME_UNKNOWN);
      oracle().doubtful(transaction());
    } catch (StoreUnavailableException e) {
      // What a push is told then: nothing was stored.
      refused();
      throw e;
    }
  }

  private Id128 transaction() {
    Id128 sent = store.sent();
    if (sent == null) {
      throw new SimulationViolation("a transaction has an outcome that was never sent");
    }
    return sent;
  }

  private void acknowledged(Snapshot after) {
    count(store.timesSent() > 1 ? Event.COMMITTED_AFTER_DOUBT : Event.COMMITTED);
    simulation.trace(() -> "  " + NodeStore.shortName(transaction()) + " is acknowledged");
    oracle().committed(transaction(), after);
  }

  private void refused() {
    Id128 sent = store.sent();
    if (sent == null) {
      count(Event.REFUSED_BEFORE_THE_CREATE);
      return;
    }
    count(Event.LOST_RACE);
    simulation.trace(() -> "  " + NodeStore.shortName(sent) + " is refused");
    oracle().failed(sent);
  }

  private void compact(RepositoryState state) {
    List<PackBytes> packs = new ArrayList<>();
    for (StoredPack pack : state.packs()) {
      packs.add(new PackBytes(environment.packs().read(pack.pack()), pack.index()));
    }
    if (packs.isEmpty()) {
      return;
    }
    List<PackBytes> two =
        List.of(PackConcatenation.of(packs.subList(0, packs.size() - 1)), packs.getLast());
    store.forgetSent();
    try {
      if (log.compact(two, state.seq())) {
        count(Event.COMPACT);
        oracle().committed(transaction());
      }
    } catch (OutcomeUnknownException e) {
      count(Event.OUTCOME_UNKNOWN);
      oracle().doubtful(transaction());
    }
  }

  private void close() {
    append(
        Event.CLOSED,
        () -> {
          Snapshot after = ending.close(BeforeCommit.NOTHING);
          boolean mine = after.state().transaction().equals(store.sent());
          return mine ? Optional.of(after) : Optional.empty();
        });
  }

  /**
   * Appends one record, if the log is as it must be for that.
   *
   * @param work gives the state after it; empty if it has appended nothing
   */
  private void append(Event event, Supplier<Optional<Snapshot>> work) {
    store.forgetSent();
    try {
      work.get()
          .ifPresent(after -> {
            count(event);
            oracle().committed(transaction(), after);
          });
    } catch (OutcomeUnknownException e) {
      count(Event.OUTCOME_UNKNOWN);
      oracle().doubtful(transaction());
    }
  }

  /** Goes on with the end of the log. */
  private void end(RepositoryState state) {
    if (simulation.recordsTheSweep()) {
      append(Event.GIVEN_UP, this::sweepClosed);
    } else if (isOver(state)) {
      LogListing listing = LogListing.all(environment, log.keys());
      listing.records().keySet().forEach(seq -> store.delete(log.keys().record(seq)));
      listing.checkpoints().forEach(seen -> store.delete(log.keys().checkpoint(seen.seq())));
    }
  }

  private Optional<Snapshot> sweepClosed() {
    if (ending.sweep()) {
      count(Event.NOTHING_LEFT);
    }
    Snapshot known = log.known();
    boolean mine = known.state().transaction().equals(store.sent());
    return mine ? Optional.of(known) : Optional.empty();
  }

  private boolean isOver(RepositoryState state) {
    return ending
        .closedSince(state)
        .filter(closed -> environment.rules().mayGiveUp(closed, simulation.now()))
        .isPresent();
  }

  private void checkpoint(RepositoryState state) {
    if (state.seq() > 0 && !new Checkpointing(environment).checkpoint(log, state)) {
      count(Event.CHECKPOINT_REFUSED);
    }
  }
}
