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
  private final List<NodeClock> clocks = new ArrayList<>();
  private final List<SimulatedCall<?>> late = new ArrayList<>();
  private final @Nullable List<String> trace;
  private final LogSizes sizes;
  private @Nullable SimulatedTask running;
  private @Nullable SimulatedTask favourite;
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
    clocks.add(clock);
    SimulatedNode node = new SimulatedNode(name, baton, () -> newLife(name, clock));
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
        step();
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

  private void step() {
    switch (SimulationProfile.pick(profile.moves(), random)) {
      case GO_ON -> goOn();
      case START -> start();
      case CLOCK ->
          advance(profile.length(SimulationProfile.pick(profile.jumps(), random), random));
      case TIME_OUT -> timeOut();
      case LATE_EFFECT -> lateEffect();
      case PAUSE -> pauseOrResume();
      case CRASH -> crash();
      case CLEAN_UP -> cleanUp(random.nextInt(3) == 0);
      case CLEAN_UP_SLOWLY -> cleanUpSlowly();
    }
  }

  private List<SimulatedTask> awake() {
    List<SimulatedTask> awake = new ArrayList<>();
    for (SimulatedNode node : nodes) {
      if (!node.isPaused()) {
        awake.addAll(node.tasks());
      }
    }
    return awake;
  }

  /** Rather the same task again: what takes many calls would never be done otherwise. */
  private @Nullable SimulatedTask pickTask() {
    List<SimulatedTask> awake = awake();
    if (awake.isEmpty()) {
      return null;
    }
    if (favourite == null || !awake.contains(favourite) || random.nextInt(4) == 0) {
      favourite = awake.get(random.nextInt(awake.size()));
    }
    return favourite;
  }

  private void goOn() {
    SimulatedTask task = pickTask();
    if (task == null) {
      start();
    } else if (task.pending().isDone()) {
      answer(task);
    } else {
      perform(task);
      if (random.nextInt(4) > 0) {
        answer(task);
      }
    }
    if (task != null && isAboutToLoad(task) && random.nextInt(3) == 0) {
      cleanUp(true);
    }
  }

  /** It believes what a list has shown. */
  private static boolean isAboutToLoad(SimulatedTask task) {
    return !task.isEnded()
        && task.lastKind() == SimulatedCall.Kind.LIST
        && task.pending().kind() == SimulatedCall.Kind.GET
        && !task.pending().isDone();
  }

  private void perform(SimulatedTask task) {
    Duration skew = Duration.ofSeconds(random.nextInt(8) == 0 ? random.nextInt(-60, 61) : 0);
    store.dating(skew, random.nextInt(100) == 0);
    SimulatedCall<?> call = task.pending();
    call.perform();
    trace(() -> "%s: %s -> %s".formatted(task.name(), call.what(), call.answer()));
  }

  private void answer(SimulatedTask task) {
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

  private void start() {
    SimulatedNode node = nodes.get(random.nextInt(nodes.size()));
    SimulatedWork.Kind kind = SimulationProfile.pick(profile.works(), random);
    if (!node.isPaused() && node.isFree(kind.role())) {
      start(node, kind);
    }
  }

  private SimulatedTask start(SimulatedNode node, SimulatedWork.Kind kind) {
    SimulatedTask task = node.begin(kind);
    trace(() -> task.name() + " begins");
    running = task;
    task.start();
    afterwards(task);
    return task;
  }

  private void advance(Duration time) {
    store.advance(time);
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).isPaused()) {
        clocks.get(i).miss(time);
      }
    }
    trace(() -> "clock + %s = %s".formatted(time, store.now()));
  }

  private void timeOut() {
    SimulatedTask task = pickTask();
    if (task != null) {
      coverage.count(Event.TIME_OUT);
      SimulatedCall<?> call = task.pending();
      if (!call.isDone()) {
        dropOrPerform(task, call);
      }
      call.timeOut();
      trace(() -> "%s: %s times out".formatted(task.name(), call.what()));
      answer(task);
    }
  }

  /** Nobody will hear of it, but the store may do it: now, later, or now and once more later. */
  private void dropOrPerform(SimulatedTask task, SimulatedCall<?> call) {
    int fate = random.nextInt(4);
    if (call.changes() && fate < 2) {
      late.add(call);
    }
    if (fate == 0 || fate == 2) {
      perform(task);
    }
  }

  private void lateEffect() {
    if (late.isEmpty()) {
      duplicate();
      return;
    }
    int which = random.nextInt(late.size());
    SimulatedCall<?> call = late.get(which);
    if (random.nextInt(4) > 0) {
      late.remove(which);
    }
    if (random.nextInt(8) > 0) {
      coverage.count(Event.DELAYED_EFFECT);
      store.dating(Duration.ZERO, false);
      trace(() -> "late effect of " + call.what());
      String answer = call.performLate();
      trace(() -> "  " + answer);
    }
  }

  /** The network keeps a copy of a call. */
  private void duplicate() {
    SimulatedTask task = pickTask();
    if (task != null && task.pending().changes()) {
      late.add(task.pending());
    }
  }

  private void pauseOrResume() {
    int which = random.nextInt(nodes.size());
    SimulatedNode node = nodes.get(which);
    node.pause(!node.isPaused());
    if (node.isPaused()) {
      coverage.count(Event.PAUSE);
    } else if (random.nextBoolean()) {
      clocks.get(which).synchronise();
    }
    trace(() -> node + (node.isPaused() ? " is paused" : " goes on"));
  }

  private void crash() {
    SimulatedNode node = nodes.get(random.nextInt(nodes.size()));
    coverage.count(Event.CRASH);
    for (SimulatedTask task : node.tasks()) {
      if (!task.pending().isDone()) {
        dropOrPerform(task, task.pending());
      }
    }
    trace(() -> node + " crashes");
    node.crash();
  }

  /**
   * While the others stand where they are: with luck in the middle of something.
   *
   * @param thoroughly whether to wait until all can be deleted, and until late effects are over
   */
  private void cleanUp(boolean thoroughly) {
    List<SimulatedNode> idle = nodes.stream().filter(SimulatedNode::isIdle).toList();
    if (idle.isEmpty()) {
      return;
    }
    SimulatedNode node = idle.get(random.nextInt(idle.size()));
    trace(() -> node + " cleans up");
    boolean othersPaused = random.nextBoolean();
    nodes.forEach(other -> other.pause(othersPaused && !other.equals(node)));
    if (random.nextBoolean()) {
      finish(start(node, SimulatedWork.Kind.WRITE));
    }
    passDeletionAge(random.nextInt(4) == 0);
    finish(start(node, SimulatedWork.Kind.CHECKPOINT));
    passDeletionAge(thoroughly || random.nextInt(3) == 0);
    finish(start(node, SimulatedWork.Kind.SWEEP));
    for (int i = thoroughly ? late.size() : 0; i > 0 && !late.isEmpty(); i--) {
      lateEffect();
    }
    nodes.forEach(other -> other.pause(false));
  }

  private void passDeletionAge(boolean really) {
    if (really) {
      advance(profile.length(SimulationProfile.Jump.BEYOND_DELETION_AGE, random));
    }
  }

  private void cleanUpSlowly() {
    SimulatedNode node = nodes.get(random.nextInt(nodes.size()));
    if (!node.isIdle()) {
      return;
    }
    trace(() -> node + " cleans up slowly");
    finish(start(node, SimulatedWork.Kind.WRITE));
    nodes.forEach(this::ask);
    finish(start(node, SimulatedWork.Kind.CHECKPOINT));
    Instant until = store.now().plus(profile.deletionAge()).plus(SimulationProfile.SKEW);
    while (store.now().isBefore(until)) {
      advance(profile.length(SimulationProfile.Jump.MINUTES, random));
      nodes.forEach(this::ask);
    }
    finish(start(node, SimulatedWork.Kind.SWEEP));
  }

  private void ask(SimulatedNode node) {
    if (!node.isPaused() && node.isFree(SimulatedWork.Role.READER)) {
      finish(start(node, SimulatedWork.Kind.READ));
    }
  }

  /** Faults stop; then everybody can write, and all nodes, a new one too, see the same. */
  private void comeToRest() {
    trace(() -> "faults stop");
    for (int i = 0; i < nodes.size(); i++) {
      nodes.get(i).pause(false);
      clocks.get(i).synchronise();
    }
    finishAll();
    while (!late.isEmpty()) {
      lateEffect();
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

  private void finishAll() {
    for (SimulatedTask task : awake()) {
      finish(task);
    }
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

  private void finish(SimulatedTask task) {
    for (int i = 0; !task.isEnded(); i++) {
      SimulationViolation.unless(i < MAX_STEPS_TO_REST, "%s does not end", task.name());
      if (!task.pending().isDone()) {
        store.dating(Duration.ZERO, false);
        SimulatedCall<?> call = task.pending();
        call.perform();
        trace(() -> "%s: %s -> %s".formatted(task.name(), call.what(), call.answer()));
      }
      answer(task);
    }
  }
}
