package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.events.Event;
import dev.mneme.events.EventPlace;
import dev.mneme.events.Happening;
import dev.mneme.git.GitId;
import dev.mneme.git.History;
import dev.mneme.git.MemoryView;
import dev.mneme.git.Transition;
import dev.mneme.git.Transitions;
import dev.mneme.git.storage.LogLife;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the events of an agent off the records of its log: of each record first its commits, oldest
 * first, then what it did to blocks.
 *
 * <p>That order is part of what an event's id means: whoever changes it makes clients that resume
 * in the middle of a record skip or repeat something of it.
 */
final class EventReading {
  private final AgentId agent;
  private final MemoryView now;
  private final int most;
  private final List<Event> events = new ArrayList<>();

  /**
   * @param now the newest state to read
   * @param most how many events to give at once
   */
  EventReading(AgentId agent, MemoryView now, int most) {
    this.agent = agent;
    this.now = now;
    this.most = most;
  }

  /** The first events after a place; all of them if it is in another log than the agent has. */
  EventBatch after(EventPlace place) {
    boolean here = place.log().equals(now.incarnation());
    return readAfter(here ? place : EventPlace.behind(now.incarnation(), 0));
  }

  private EventBatch readAfter(EventPlace place) {
    List<Transition> transitions = new Transitions(now).after(place.seq(), most);
    for (Transition transition : transitions) {
      boolean begun = transition.seq() == place.seq() + 1;
      read(transition, begun ? place.told() : 0);
      if (events.size() == most) {
        return new EventBatch(events, events.getLast().place(), true, false);
      }
    }
    boolean more = transitions.size() == most;
    long seq = more ? transitions.getLast().seq() : Math.max(now.seq(), place.seq());
    EventPlace upTo = EventPlace.behind(now.incarnation(), seq);
    return new EventBatch(events, upTo, more, !more && now.life() != LogLife.OPEN);
  }

  private void read(Transition transition, int from) {
    History history = new History(transition.after());
    List<GitId> commits = history.since(transition.before());
    List<Happening> ofBlocks = BlockHappenings.between(transition.before(), transition.after());
    int count = commits.size() + ofBlocks.size();
    for (int index = from; index < count && events.size() < most; index++) {
      add(
          transition,
          index,
          index < commits.size()
              ? committed(history, commits.get(index))
              : ofBlocks.get(index - commits.size()));
    }
  }

  private static Happening committed(History history, GitId commit) {
    return new Happening.Committed(history.changes(List.of(commit)).getFirst());
  }

  private void add(Transition transition, int index, Happening happening) {
    EventPlace place = EventPlace.behind(now.incarnation(), transition.seq(), index);
    String head = transition.after().head().map(GitId::hex).orElse(null);
    events.add(new Event(place, agent, transition.time(), head, happening));
  }
}
