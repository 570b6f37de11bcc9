package dev.mneme.git.storage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A machine that runs the engine. A crash takes its memory away, a pause stops it and its clock but
 * not the store's.
 */
final class SimulatedNode {
  private final String name;
  private final Baton baton;
  private final NodeClock clock;
  private final Supplier<SimulatedWork> birth;
  private final Map<SimulatedWork.Role, SimulatedTask> tasks =
      new EnumMap<>(SimulatedWork.Role.class);
  private SimulatedWork work;
  private boolean paused;

  /**
   * @param birth makes what the node does in its next life
   */
  SimulatedNode(String name, Baton baton, NodeClock clock, Supplier<SimulatedWork> birth) {
    this.name = name;
    this.baton = baton;
    this.clock = clock;
    this.birth = birth;
    this.work = birth.get();
  }

  @Override
  public String toString() {
    return name;
  }

  boolean isPaused() {
    return paused;
  }

  /** Whether it does nothing at all, and could. */
  boolean isIdle() {
    return !paused && tasks.isEmpty();
  }

  void pause(boolean on) {
    paused = on;
  }

  /**
   * Goes on after a pause.
   *
   * @param synchronised whether somebody tells it what time it is
   */
  void resume(boolean synchronised) {
    paused = false;
    if (synchronised) {
      clock.synchronise();
    }
  }

  /** Time passes, for the store at least. */
  void live(Duration time) {
    if (paused) {
      clock.miss(time);
    }
  }

  boolean isFree(SimulatedWork.Role role) {
    return !tasks.containsKey(role);
  }

  List<SimulatedTask> tasks() {
    return new ArrayList<>(tasks.values());
  }

  /** A task that will do this; it is not started yet. */
  SimulatedTask begin(SimulatedWork.Kind kind) {
    SimulatedWork mine = work;
    SimulatedTask task = new SimulatedTask(name + " " + kind, baton, () -> mine.run(kind));
    tasks.put(kind.role(), task);
    return task;
  }

  void forget(SimulatedTask task) {
    tasks.values().remove(task);
  }

  /** Ends what the node does and begins its next life with an empty memory. */
  void crash() {
    tasks().forEach(SimulatedTask::crash);
    tasks.clear();
    work = birth.get();
    paused = false;
  }
}
