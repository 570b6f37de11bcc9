package dev.mneme.http.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mneme.agent.AgentId;
import dev.mneme.api.EventJson;
import dev.mneme.events.Event;
import dev.mneme.events.EventPlace;
import dev.mneme.memory.EventBatch;
import dev.mneme.memory.EventService;
import dev.mneme.memory.UnavailableException;
import dev.mneme.memory.Watch;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of server-sent events. It keeps nothing but its place in the log, so a client that
 * reads slowly costs one waiting thread, and one that reads nothing is dropped when the write times
 * out.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent
 *     events</a>
 */
final class EventStream {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final int BATCH = 100;
  private static final byte[] COMMENT = ":\n\n".getBytes(UTF_8);
  private final EventService events;
  private final AgentId agent;
  private final Watch watch;
  private final OutputStream out;
  private EventPlace place;
  private boolean ended;

  EventStream(EventService events, AgentId agent, EventPlace from, Watch watch, OutputStream out) {
    this.events = events;
    this.agent = agent;
    this.place = from;
    this.watch = watch;
    this.out = out;
  }

  /** Writes until the agent is deleted, the client is gone, or the server stops. */
  void run(Duration poll, Duration heartbeat, BooleanSupplier isOpen) throws IOException {
    begin();
    Duration silence = Duration.ZERO;
    while (isOpen.getAsBoolean()) {
      silence = tell(isOpen) ? Duration.ZERO : silence.plus(poll);
      if (ended) {
        return;
      }
      if (silence.compareTo(heartbeat) >= 0) {
        send(COMMENT);
        silence = Duration.ZERO;
      }
      watch.await(poll);
    }
  }

  /**
   * An event without data is none for the client, which only remembers the id: it can resume from
   * here though nothing has happened yet.
   */
  private void begin() throws IOException {
    send("retry: 1000\nid: %s\n\n".formatted(place).getBytes(UTF_8));
  }

  /** Whether there was anything to tell. */
  private boolean tell(BooleanSupplier isOpen) throws IOException {
    boolean told = false;
    boolean more = true;
    while (more && isOpen.getAsBoolean()) {
      EventBatch batch = next();
      for (Event event : batch.events()) {
        send(event);
        told = true;
      }
      place = batch.upTo();
      ended = batch.ended();
      more = batch.more();
    }
    return told;
  }

  /** Nothing for as long as the store gives no answer: the client need not know. */
  private EventBatch next() {
    try {
      return events.after(agent, place, BATCH);
    } catch (UnavailableException e) {
      LOG.warn("events of {} are late: {}", agent, e.text());
      return new EventBatch(List.of(), place, false, false);
    }
  }

  private void send(Event event) throws IOException {
    out.write("id: %s\nevent: %s\ndata: ".formatted(event.id(), event.type()).getBytes(UTF_8));
    out.write(EventJson.bytes(event));
    send("\n\n".getBytes(UTF_8));
  }

  private void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }
}
