package dev.mneme.git.storage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that a simulated node does, in a thread of its own that stops at each call to the store
 * until the scheduler lets it go on.
 */
final class SimulatedTask {
  private final String name;
  private final Baton baton;
  private final Thread scheduler = Thread.currentThread();
  private final Thread thread;
  private @Nullable SimulatedCall<?> pending;
  private SimulatedCall.@Nullable Kind last;
  private @Nullable Throwable failure;
  private boolean crashed;
  private boolean ended;

  SimulatedTask(String name, Baton baton, Runnable body) {
    this.name = name;
    this.baton = baton;
    this.thread = Thread.ofVirtual().unstarted(() -> run(body));
  }

  private void run(Runnable body) {
    baton.await();
    try {
      body.run();
    } catch (Throwable e) {
      failure = e;
    }
    ended = true;
    baton.passTo(scheduler);
  }

  String name() {
    return name;
  }

  /** Runs the task up to its first call. */
  void start() {
    thread.start();
    goOn();
  }

  /** Gives the task the answer of its call, and runs it up to the next one or to its end. */
  void goOn() {
    last = pending == null ? null : pending.kind();
    pending = null;
    baton.passTo(thread);
    baton.await();
  }

  /** Ends the task where it is; nothing that it does from now on reaches the store. */
  void crash() {
    crashed = true;
    while (!ended) {
      goOn();
    }
  }

  boolean isEnded() {
    return ended;
  }

  /** What the task ended with, or null; a crash is none. */
  @Nullable Throwable failure() {
    return crashed ? null : failure;
  }

  /** What the call before the pending one was. */
  SimulatedCall.@Nullable Kind lastKind() {
    return last;
  }

  SimulatedCall<?> pending() {
    return Objects.requireNonNull(pending);
  }

  /** Stops the calling thread, which is this task's, until the scheduler gives the answer. */
  <T> T await(SimulatedCall<T> call) {
    if (!crashed) {
      pending = call;
      baton.passTo(scheduler);
      baton.await();
    }
    if (crashed) {
      throw new Crashed();
    }
    return call.result();
  }

  /** Unwinds a thread whose node is gone. */
  static final class Crashed extends Error {
    private static final long serialVersionUID = 1L;

    Crashed() {
      super("the node has crashed", null, false, false);
    }
  }
}
