package dev.mneme.git.storage;

import dev.mneme.git.storage.SimulationCoverage.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One schedule: nodes that run the engine's own code against one store, in an order that a seed
 * gives. Nothing else decides anything, so the same seed is the same schedule.
 */
final class LogSimulation {
  private static final LogKeys KEYS = new LogKeys(LogFixture.REPOSITORY);
  private static final int MAX_STEPS_TO_REST = 5_000;
  private final SimulationProfile profile;
  private final SplittableRandom random;
  private final RulesOfNode rules;
  private final SimulationCoverage coverage = new SimulationCoverage();
  private final LogOracle oracle = new LogOracle(KEYS, coverage);
  private final SimulatedStore store = new SimulatedStore(oracle, coverage);
  private final Baton baton = new Baton();
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final @Nullable List<String> trace;
  private final LogSizes sizes;
  private final SimulationMoves moves;
  private @Nullable SimulatedTask running;
  private long numbers;

  /** By which rules a node works. */
  interface RulesOfNode {
    /**
     * Makes the rules.
     *
     * @param deletionAge how old a checkpoint must be before anything behind it is deleted
     * @param clock of the node
     */
    LogRules of(Duration deletionAge, InstantSource clock);

    /** Whether a record gives up what is in a closed log before it is deleted. */
    default boolean recordsTheSweep() {
      return true;
    }
  }

  /** What came of a schedule; the trace is empty unless it was asked for. */
  record Outcome(@Nullable Throwable violation, List<String> trace, SimulationCoverage coverage) {}

  private LogSimulation(long seed, SimulationProfile profile, RulesOfNode rules, boolean traced) {
    this.profile = profile;
    this.random = new SplittableRandom(seed);
    this.rules = rules;
    this.trace = traced ? new ArrayList<>() : null;
    this.sizes =
        new LogSizes(
            180,
            random.nextBoolean() ? 1000 : random.nextInt(2, 6),
            random.nextBoolean() ? 64 : 4096);
    this.moves = new SimulationMoves(this, profile, random);
    for (int i = 1; i <= profile.nodes(); i++) {
      addNode("n" + i);
    }
  }

  /** Runs one schedule. */
  static Outcome run(long seed, SimulationProfile profile, RulesOfNode rules, boolean traced) {
    return new LogSimulation(seed, profile, rules, traced).run();
  }

  private SimulatedNode addNode(String name) {
    NodeClock clock = new NodeClock(store::now);
    SimulatedNode node = new SimulatedNode(name, baton, clock, () -> newLife(name, clock));
    nodes.add(node);
    return node;
  }

  private SimulatedWork newLife(String name, NodeClock clock) {
    NodeStore mine = new NodeStore(store, this, KEYS);
    LogEnvironment environment =
        new LogEnvironment(
            mine,
            new CountingRules(rules.of(profile.deletionAge(), clock), coverage),
            new PackReader(mine, random.nextBoolean() ? 0 : 1 << 20),
            name,
            clock,
            random.split(),
            Runnable::run,
            sizes);
    return new SimulatedWork(environment, mine, this, random.split());
  }

  private Outcome run() {
    Throwable violation = null;
    try {
      for (int step = 0; step < profile.steps(); step++) {
        moves.step();
      }
      comeToRest();
    } catch (Throwable e) {
      trace(() -> "VIOLATION: " + e);
      violation = e;
    }
    nodes.forEach(SimulatedNode::crash);
    return new Outcome(violation, trace == null ? List.of() : trace, coverage);
  }

  SimulationCoverage coverage() {
    return coverage;
  }

  LogOracle oracle() {
    return oracle;
  }

  Instant now() {
    return store.now();
  }

  boolean recordsTheSweep() {
    return rules.recordsTheSweep();
  }

  Duration patience() {
    return profile.patience();
  }

  long nextNumber() {
    return ++numbers;
  }

  void trace(Supplier<String> line) {
    if (trace != null) {
      trace.add(line.get());
    }
  }

  /** Stops the task that runs until the scheduler gives it the answer. */
  <T> T call(SimulatedCall<T> call) {
    if (running == null) {
      throw new IllegalStateException("no task runs");
    }
    return running.await(call);
  }

  List<SimulatedNode> nodes() {
    return nodes;
  }

  List<SimulatedTask> awake() {
    List<SimulatedTask> awake = new ArrayList<>();
    for (SimulatedNode node : nodes) {
      if (!node.isPaused()) {
        awake.addAll(node.tasks());
      }
    }
    return awake;
  }

  /** Lets the store do what a task has asked for. */
  void perform(SimulatedTask task) {
    Duration skew = Duration.ofSeconds(random.nextInt(8) == 0 ? random.nextInt(-60, 61) : 0);
    store.dating(skew, random.nextInt(100) == 0);
    performPending(task);
  }

  private void performPending(SimulatedTask task) {
    SimulatedCall<?> call = task.pending();
    call.perform();
    trace(() -> "%s: %s -> %s".formatted(task.name(), call.what(), call.answer()));
  }

  /** Lets the store do what somebody asked for long ago. */
  void performLate(SimulatedCall<?> call) {
    coverage.count(Event.DELAYED_EFFECT);
    store.dating(Duration.ZERO, false);
    trace(() -> "late effect of " + call.what());
    String answer = call.performLate();
    trace(() -> "  " + answer);
  }

  /** Lets a task hear of it, and go on to its next call. */
  void answer(SimulatedTask task) {
    running = task;
    task.goOn();
    afterwards(task);
  }

  private void afterwards(SimulatedTask task) {
    running = null;
    if (task.isEnded()) {
      nodes.forEach(node -> node.forget(task));
      Throwable failure = task.failure();
      if (failure != null) {
        throw failure instanceof SimulationViolation v
            ? v
            : new AssertionError(task.name() + " ended with " + failure, failure);
      }
    }
  }

  SimulatedTask start(SimulatedNode node, SimulatedWork.Kind kind) {
    SimulatedTask task = node.begin(kind);
    trace(() -> task.name() + " begins");
    running = task;
    task.start();
    afterwards(task);
    return task;
  }

  void advance(Duration time) {
    store.advance(time);
    nodes.forEach(node -> node.live(time));
    trace(() -> "clock + %s = %s".formatted(time, store.now()));
  }

  /** Faults stop; then everybody can write, and all nodes, a new one too, see the same. */
  private void comeToRest() {
    trace(() -> "faults stop");
    nodes.forEach(node -> node.resume(true));
    awake().forEach(this::finish);
    moves.endLateEffects();
    finish(start(nodes.get(random.nextInt(nodes.size())), SimulatedWork.Kind.REOPEN));
    if (oracle.life() == LogLife.SWEPT) {
      goToRest();
      return;
    }
    nodes.forEach(this::writeWithoutFaults);
    SimulatedNode keeper = nodes.get(random.nextInt(nodes.size()));
    finish(start(keeper, SimulatedWork.Kind.CHECKPOINT));
    advance(profile.deletionAge().plusHours(1));
    finish(start(keeper, SimulatedWork.Kind.SWEEP));
    addNode("n0");
    for (SimulatedNode node : nodes) {
      finish(start(node, SimulatedWork.Kind.READ_PACKS));
    }
    SimulationViolation.unless(oracle.known() == oracle.lastSeq(), "not all of the log is served");
  }

  /** Of a log that is given up one small object stays, and every node says that it is gone. */
  private void goToRest() {
    finish(start(nodes.get(random.nextInt(nodes.size())), SimulatedWork.Kind.END));
    advance(profile.deletionAge().plusHours(1));
    addNode("n0");
    for (SimulatedNode node : nodes) {
      finish(start(node, SimulatedWork.Kind.END));
      finish(start(node, SimulatedWork.Kind.READ_PACKS));
    }
    SimulationViolation.unless(store.size() == 1, "%d objects are left", store.size());
  }

  private void writeWithoutFaults(SimulatedNode node) {
    long before = committed();
    for (int attempt = 0; attempt < 2 && committed() == before; attempt++) {
      finish(start(node, SimulatedWork.Kind.WRITE));
    }
    SimulationViolation.unless(committed() > before, "%s cannot write though nothing fails", node);
  }

  private long committed() {
    return coverage.times(Event.COMMITTED) + coverage.times(Event.COMMITTED_AFTER_DOUBT);
  }

  /** Runs a task to its end, without faults. */
  void finish(SimulatedTask task) {
    for (int i = 0; !task.isEnded(); i++) {
      SimulationViolation.unless(i < MAX_STEPS_TO_REST, "%s does not end", task.name());
      if (!task.pending().isDone()) {
        store.dating(Duration.ZERO, false);
        performPending(task);
      }
      answer(task);
    }
  }
}
