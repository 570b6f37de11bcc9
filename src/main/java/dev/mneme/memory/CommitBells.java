package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who waits for the next commit to which agent's repository. Safe for any number of threads. */
final class CommitBells {
  private final Map<AgentId, Set<Watch>> watches = new ConcurrentHashMap<>();

  /** Begins to listen; to be closed. */
  Watch watch(AgentId agent) {
    Watch watch = new Watch(gone -> remove(agent, gone));
    watches.compute(
        agent,
        (id, known) -> {
          Set<Watch> all = known == null ? new HashSet<>() : new HashSet<>(known);
          all.add(watch);
          return all;
        });
    return watch;
  }

  private void remove(AgentId agent, Watch watch) {
    watches.computeIfPresent(
        agent,
        (id, known) -> {
          Set<Watch> all = new HashSet<>(known);
          all.remove(watch);
          return all.isEmpty() ? null : all;
        });
  }

  /** Wakes those who wait for this agent; returns at once. */
  void ring(AgentId agent) {
    watches.getOrDefault(agent, Set.of()).forEach(Watch::wake);
  }
}
