package dev.mneme.git.storage;

import dev.mneme.git.storage.SimulationCoverage.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The scheduler of a simulation: what happens next, and what goes wrong. */
final class SimulationMoves {
  private final LogSimulation world;
  private final SimulationProfile profile;
  private final SplittableRandom random;
  private final List<SimulatedCall<?>> late = new ArrayList<>();
  private @Nullable SimulatedTask favourite;

  SimulationMoves(LogSimulation world, SimulationProfile profile, SplittableRandom random) {
    this.world = world;
    this.profile = profile;
    this.random = random;
  }

  /** Makes one move. */
  void step() {
    switch (SimulationProfile.pick(profile.moves(), random)) {
      case GO_ON -> goOn();
      case START -> start();
      case CLOCK ->
          world.advance(profile.length(SimulationProfile.pick(profile.jumps(), random), random));
      case TIME_OUT -> timeOut();
      case LATE_EFFECT -> lateEffect();
      case PAUSE -> pauseOrResume();
      case CRASH -> crash();
      case CLEAN_UP -> cleanUp(random.nextInt(3) == 0);
      case CLEAN_UP_SLOWLY -> cleanUpSlowly();
      case END -> end();
    }
  }

  /** Rather the same task again: what takes many calls would never be done otherwise. */
  private @Nullable SimulatedTask pickTask() {
    List<SimulatedTask> awake = world.awake();
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
      world.answer(task);
    } else {
      world.perform(task);
      if (random.nextInt(4) > 0) {
        world.answer(task);
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

  private void start() {
    SimulatedNode node = anyNode();
    SimulatedWork.Kind kind = SimulationProfile.pick(profile.works(), random);
    if (!node.isPaused() && node.isFree(kind.role())) {
      world.start(node, kind);
    }
  }

  private void timeOut() {
    SimulatedTask task = pickTask();
    if (task != null) {
      world.coverage().count(Event.TIME_OUT);
      SimulatedCall<?> call = task.pending();
      if (!call.isDone()) {
        dropOrPerform(task, call);
      }
      call.timeOut();
      world.trace(() -> "%s: %s times out".formatted(task.name(), call.what()));
      world.answer(task);
    }
  }

  /** Nobody will hear of it, but the store may do it: now, later, or now and once more later. */
  private void dropOrPerform(SimulatedTask task, SimulatedCall<?> call) {
    int fate = random.nextInt(4);
    if (call.changes() && fate < 2) {
      late.add(call);
    }
    if (fate == 0 || fate == 2) {
      world.perform(task);
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
      world.performLate(call);
    }
  }

  /** All that are on their way arrive or are lost. */
  void endLateEffects() {
    while (!late.isEmpty()) {
      lateEffect();
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
    SimulatedNode node = anyNode();
    if (node.isPaused()) {
      node.resume(random.nextBoolean());
    } else {
      world.coverage().count(Event.PAUSE);
      node.pause(true);
    }
    world.trace(() -> node + (node.isPaused() ? " is paused" : " goes on"));
  }

  private void crash() {
    SimulatedNode node = anyNode();
    world.coverage().count(Event.CRASH);
    for (SimulatedTask task : node.tasks()) {
      if (!task.pending().isDone()) {
        dropOrPerform(task, task.pending());
      }
    }
    world.trace(() -> node + " crashes");
    node.crash();
  }

  /**
   * While the others stand where they are: with luck in the middle of something.
   *
   * @param thoroughly whether to wait until all can be deleted, and until late effects are over
   */
  private void cleanUp(boolean thoroughly) {
    whileOthersStand("cleans up", node -> cleanUp(node, thoroughly));
  }

  private void whileOthersStand(String what, Consumer<SimulatedNode> work) {
    List<SimulatedNode> idle = world.nodes().stream().filter(SimulatedNode::isIdle).toList();
    if (idle.isEmpty()) {
      return;
    }
    SimulatedNode node = idle.get(random.nextInt(idle.size()));
    world.trace(() -> node + " " + what);
    boolean othersPaused = random.nextBoolean();
    world.nodes().forEach(other -> other.pause(othersPaused && !other.equals(node)));
    work.accept(node);
    world.nodes().forEach(other -> other.pause(false));
  }

  private void cleanUp(SimulatedNode node, boolean thoroughly) {
    if (random.nextBoolean()) {
      world.finish(world.start(node, SimulatedWork.Kind.WRITE));
    }
    passDeletionAge(random.nextInt(4) == 0);
    world.finish(world.start(node, SimulatedWork.Kind.CHECKPOINT));
    passDeletionAge(thoroughly || random.nextInt(3) == 0);
    world.finish(world.start(node, SimulatedWork.Kind.SWEEP));
    if (thoroughly) {
      lateEffects();
    }
  }

  private void lateEffects() {
    for (int i = late.size(); i > 0 && !late.isEmpty(); i--) {
      lateEffect();
    }
  }

  private void end() {
    whileOthersStand(
        "ends the log",
        node -> {
          world.finish(world.start(node, SimulatedWork.Kind.CLOSE));
          world.advance(profile.length(SimulationProfile.Jump.BEYOND_KEPT_CLOSED, random));
          world.finish(world.start(node, SimulatedWork.Kind.END));
          passDeletionAge(random.nextBoolean());
          world.finish(world.start(node, SimulatedWork.Kind.END));
          lateEffects();
        });
  }

  private void passDeletionAge(boolean really) {
    if (really) {
      world.advance(profile.length(SimulationProfile.Jump.BEYOND_DELETION_AGE, random));
    }
  }

  private void cleanUpSlowly() {
    SimulatedNode node = anyNode();
    if (!node.isIdle()) {
      return;
    }
    world.trace(() -> node + " cleans up slowly");
    world.finish(world.start(node, SimulatedWork.Kind.WRITE));
    world.nodes().forEach(this::ask);
    world.finish(world.start(node, SimulatedWork.Kind.CHECKPOINT));
    Instant until = world.now().plus(profile.deletionAge()).plus(SimulationProfile.SKEW);
    while (world.now().isBefore(until)) {
      world.advance(profile.length(SimulationProfile.Jump.MINUTES, random));
      world.nodes().forEach(this::ask);
    }
    world.finish(world.start(node, SimulatedWork.Kind.SWEEP));
  }

  private void ask(SimulatedNode node) {
    if (!node.isPaused() && node.isFree(SimulatedWork.Role.READER)) {
      world.finish(world.start(node, SimulatedWork.Kind.READ));
    }
  }

  private SimulatedNode anyNode() {
    return world.nodes().get(random.nextInt(world.nodes().size()));
  }
}
