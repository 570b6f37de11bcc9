package dev.mneme.git;

import dev.mneme.git.storage.LogEntry;
import dev.mneme.git.storage.LogRepository;
import dev.mneme.git.storage.RefMove;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The steps in which a memory came to be what it is, by the log's own record of where {@code main}
 * and the hidden ref were.
 */
public final class Transitions {
  private final MemoryView now;

  /** The steps that led to a state. */
  public Transitions(MemoryView now) {
    this.now = now;
  }

  /** Where the two refs were; a record that moves neither is no step. */
  private record Place(ObjectId main, ObjectId state) {
    Place after(LogEntry entry) {
      Place place = this;
      for (RefMove move : entry.moves()) {
        place = place.with(move.name(), move.to());
      }
      return place;
    }

    Place before(LogEntry entry) {
      Place place = this;
      for (RefMove move : entry.moves()) {
        place = place.with(move.name(), move.from());
      }
      return place;
    }

    private Place with(String ref, ObjectId id) {
      return switch (ref) {
        case Refs.MAIN -> new Place(id, state);
        case Refs.STATE -> new Place(main, id);
        default -> this;
      };
    }
  }

  /**
   * The first steps after a record.
   *
   * @param seq of the record; of a log that is given up nothing is left to tell
   * @param most how many to give
   */
  public List<Transition> after(long seq, int most) {
    LogRepository repository = now.repository();
    List<LogEntry> entries = repository.log().entriesSince(repository.state(), seq);
    Place place = before(entries);
    MemoryView view = now.at(place.main(), place.state());
    List<Transition> transitions = new ArrayList<>();
    for (LogEntry entry : entries) {
      Place next = place.after(entry);
      if (transitions.size() < most && !next.equals(place)) {
        MemoryView before = view;
        view = now.at(next.main(), next.state());
        transitions.add(new Transition(entry.seq(), entry.time(), before, view));
      }
      place = next;
    }
    return transitions;
  }

  /** Found backwards from now, so that nothing older than the entries has to be read. */
  private Place before(List<LogEntry> entries) {
    ObjectId main = now.head().map(GitId::toObjectId).orElse(ObjectId.zeroId());
    Place place = new Place(main, now.stateTree());
    for (LogEntry entry : entries.reversed()) {
      place = place.before(entry);
    }
    return place;
  }
}
