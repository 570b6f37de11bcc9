package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.events.Event;
import dev.mneme.events.EventPlace;
import dev.mneme.git.MemoryRepositories;
import dev.mneme.git.MemoryRepository;
import dev.mneme.git.MemoryView;
import dev.mneme.git.storage.StaleStateException;
import dev.mneme.objects.StoreUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What happened to the memory of agents, as it happens. The log of an agent's repository is the
 * queue: nothing is told before it is durable there, and whatever is there is told to whoever asks
 * from a place before it.
 */
public final class EventService {
  private static final Duration SOON = Duration.ofSeconds(1);
  private final PushService agents;
  private final MemoryRepositories repositories;
  private final CommitBells bells = new CommitBells();

  EventService(PushService agents, MemoryRepositories repositories) {
    this.agents = agents;
    this.repositories = repositories;
    repositories.whenCommitted(bells::ring);
  }

  /**
   * The place behind everything that has happened so far.
   *
   * @throws NotFoundException if there is no such agent, or its memory never was in git
   */
  public EventPlace now(AgentId agent, Attribution by) {
    MemoryView now = agents.forFetch(agent, by).current();
    return EventPlace.behind(now.incarnation(), now.seq());
  }

  /**
   * The place behind an event that a client names as the last one it has got.
   *
   * @throws NotFoundException if there is no such agent, or its memory never was in git
   * @throws BadRequestException if the agent has no such event
   */
  public EventPlace behind(AgentId agent, String lastEventId, Attribution by) {
    EventPlace now = now(agent, by);
    return EventPlace.parse(lastEventId)
        .filter(place -> place.log().equals(now.log()) && isReached(place, now))
        .orElseThrow(() ->
            new BadRequestException(
                ("Last-Event-ID is the id of no event of agent %s: send the last id as it came, or leave"
                        + " the header out to begin now (GET /v1/agents/%s/memory/history tells what"
                        + " was before)")
                    .formatted(agent, agent)));
  }

  private static boolean isReached(EventPlace place, EventPlace now) {
    return place.seq() + (place.told() > 0 ? 1 : 0) <= now.seq();
  }

  /**
   * The first events after a place. Asks the store only if this process knows of nothing after it.
   *
   * @param most how many of them
   * @throws UnavailableException if the store gives no answer
   */
  public EventBatch after(AgentId agent, EventPlace place, int most) {
    try {
      return new EventReading(agent, newest(agent, place), most).after(place);
    } catch (StoreUnavailableException | StaleStateException e) {
      throw new UnavailableException("the log of %s gave no answer".formatted(agent), SOON, e);
    }
  }

  private MemoryView newest(AgentId agent, EventPlace place) {
    MemoryRepository repository = repositories.of(agent);
    MemoryView known = repository.known();
    return known.seq() > place.seq() ? known : repository.current();
  }

  /** Begins to wait for commits to an agent's repository; to be closed. */
  public Watch watch(AgentId agent) {
    return bells.watch(agent);
  }

  /**
   * The event at a place; empty if there is none, or what it tells has been given up with its
   * agent.
   *
   * @param place right behind it
   * @throws UnavailableException if the store gives no answer
   */
  public Optional<Event> find(AgentId agent, EventPlace place) {
    return place.told() == 0
        ? Optional.empty()
        : after(agent, place.before(), 1).events().stream()
            .filter(event -> event.place().equals(place))
            .findFirst();
  }

  /**
   * Tells somebody of every commit that this process makes, after it is durable.
   *
   * @param listener called while the next writer waits, so it must return at once
   */
  public void whenCommitted(Consumer<AgentId> listener) {
    repositories.whenCommitted(listener);
  }
}
