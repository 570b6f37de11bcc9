package dev.mneme.webhooks;

import dev.mneme.agent.AgentId;
import dev.mneme.events.Webhook;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process does for one webhook: which agents have something for it, and what is being
 * sent. Each has its own bound, so that a slow receiver holds up no other. Safe for any number of
 * threads.
 */
final class Outlet {
  private static final int MOST_AT_ONCE = 4;
  private final Webhook webhook;
  private final Set<AgentId> rung = ConcurrentHashMap.newKeySet();
  private final Set<Object> running = ConcurrentHashMap.newKeySet();

  /** When to compare all lanes with the logs next, by {@link System#nanoTime}. */
  private long compareAt;

  Outlet(Webhook webhook, long compareAt) {
    this.webhook = webhook;
    this.compareAt = compareAt;
  }

  Webhook webhook() {
    return webhook;
  }

  boolean isToCompare(long nanoTime, long period) {
    boolean due = nanoTime - compareAt >= 0;
    if (due) {
      compareAt = nanoTime + period;
    }
    return due;
  }

  /** There may be something of that agent. */
  void ring(AgentId agent) {
    rung.add(agent);
  }

  void ringAll(Collection<AgentId> agents) {
    rung.addAll(agents);
  }

  /** Some that have been rung for and are not being sent already. */
  List<AgentId> rung(int most) {
    return rung.stream().filter(agent -> !running.contains(agent)).limit(most).toList();
  }

  /** From here on a ring is for what comes later. */
  void answer(AgentId agent) {
    rung.remove(agent);
  }

  int room() {
    return MOST_AT_ONCE - running.size();
  }

  /** False if that is being sent already. */
  boolean begin(Object what) {
    return running.add(what);
  }

  void end(Object what) {
    running.remove(what);
  }
}
