package dev.mneme.http.rest;

import dev.mneme.agent.AgentId;
import dev.mneme.events.EventPlace;
import dev.mneme.http.RefusedException;
import dev.mneme.http.Reply;
import dev.mneme.memory.EventService;
import dev.mneme.memory.Watch;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The streams of events that are open: so many at once and no more, and they end with the server.
 * Safe for any number of threads.
 */
public final class EventStreams implements AutoCloseable {
  private final EventService events;
  private final int most;
  private final Duration poll;
  private final Duration heartbeat;
  private final Semaphore free;
  private final Set<Watch> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Opens none yet.
   *
   * @param most how many there may be
   * @param poll how often to look for commits of other processes; those of this one are told at
   *     once
   * @param heartbeat after how long a silence to show that a stream is alive
   */
  public EventStreams(EventService events, int most, Duration poll, Duration heartbeat) {
    this.events = events;
    this.most = most;
    this.poll = poll;
    this.heartbeat = heartbeat;
    this.free = new Semaphore(most);
  }

  /**
   * Writes the events after a place, and those to come, until the client goes, the agent is deleted
   * or the server stops.
   *
   * @throws RefusedException before anything is written, if there are too many
   * @throws IOException if the client is gone
   */
  void write(AgentId agent, EventPlace from, OutputStream out) throws IOException {
    if (!free.tryAcquire()) {
      throw tooMany();
    }
    try (Watch watch = events.watch(agent)) {
      write(new EventStream(events, agent, from, watch, out), watch);
    } finally {
      free.release();
    }
  }

  private void write(EventStream stream, Watch watch) throws IOException {
    open.add(watch);
    try {
      stream.run(poll, heartbeat, () -> !closed);
    } finally {
      open.remove(watch);
    }
  }

  private RefusedException tooMany() {
    String detail =
        "%d streams of events are open, the most there may be here (MNEME_MAX_EVENT_STREAMS)"
            .formatted(most);
    return new RefusedException(Reply.detail(429, detail).with("Retry-After", "10"));
  }

  /** Ends all streams where they are; clients come back with the last id that they have got. */
  @Override
  public void close() {
    closed = true;
    open.forEach(Watch::wake);
  }
}
