package dev.mneme.git;

import dev.mneme.git.storage.LogEntry;
import dev.mneme.git.storage.LogRepository;
import dev.mneme.git.storage.RefMove;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code main} was, and when, by the log's own record: commit dates are what whoever made the
 * commit claims.
 */
public final class MainMoves {
  private final MemoryView now;
  private final LogRepository repository;
  private @Nullable List<Place> places;

  /** Reads the record of one state; not before it is asked. */
  public MainMoves(MemoryView now) {
    this.now = now;
    this.repository = now.repository();
  }

  /**
   * From when on {@code main} and the hidden ref were where.
   *
   * @param time never before that of an earlier place, though clocks of nodes differ
   * @param state the tree of the hidden ref
   */
  private record Place(Instant time, ObjectId main, ObjectId state) {}

  /**
   * What {@code main} was at a time. Before its first move, which may have brought a history with
   * it, that history's own dates count.
   *
   * @return empty if there was nothing yet
   */
  public Optional<Past> at(Instant instant) {
    List<Place> all = places();
    Optional<Place> place =
        all.reversed().stream().filter(each -> !each.time().isAfter(instant)).findFirst();
    if (place.isPresent() || all.isEmpty()) {
      return place.map(each -> past(each.main(), each));
    }
    Place first = all.getFirst();
    return datedAt(first.main(), instant).map(commit -> past(commit, first));
  }

  /** What was known of a commit while {@code main} was there; else when it got beyond it. */
  public Past of(GitId commit) {
    if (now.head().equals(Optional.of(commit))) {
      return new Past(commit, now, now);
    }
    ObjectId id = commit.toObjectId();
    return places().reversed().stream()
        .filter(place -> place.main().equals(id))
        .findFirst()
        .or(() -> firstBeyond(id))
        .map(place -> past(id, place))
        .orElseGet(() -> new Past(commit, now.at(id, now.stateTree()), now));
  }

  private Past past(ObjectId commit, Place place) {
    return new Past(
        GitId.of(commit), now.at(commit, place.state()), now.at(place.main(), place.state()));
  }

  private List<Place> places() {
    List<Place> known = places;
    if (known == null) {
      known = read();
      places = known;
    }
    return known;
  }

  private List<Place> read() {
    List<Place> all = new ArrayList<>();
    Place last = new Place(Instant.MIN, ObjectId.zeroId(), ObjectId.zeroId());
    for (LogEntry entry : repository.log().entries(repository.state())) {
      Place next = moved(last, entry);
      if (!next.main().equals(last.main()) || !next.state().equals(last.state())) {
        all.add(next);
        last = next;
      }
    }
    all.removeIf(place -> place.main().equals(ObjectId.zeroId()));
    return all;
  }

  private static Place moved(Place from, LogEntry entry) {
    ObjectId main = from.main();
    ObjectId state = from.state();
    for (RefMove move : entry.moves()) {
      main = move.name().equals(Refs.MAIN) ? move.to() : main;
      state = move.name().equals(Refs.STATE) ? move.to() : state;
    }
    Instant time = entry.time().isAfter(from.time()) ? entry.time() : from.time();
    return new Place(time, main, state);
  }

  /** The newest commit on the main line of a history that claims to be no younger than that. */
  private Optional<ObjectId> datedAt(ObjectId tip, Instant instant) {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit commit = walk.parseCommit(tip);
      while (date(commit).isAfter(instant)) {
        if (commit.getParentCount() == 0) {
          return Optional.empty();
        }
        commit = walk.parseCommit(commit.getParent(0));
      }
      return Optional.of(commit.copy());
    } catch (IOException e) {
      throw repository.log().unreadable(e);
    }
  }

  private static Instant date(RevCommit commit) {
    return commit.getCommitterIdent().getWhenAsInstant();
  }

  /** {@code main} only grows: the first place that a commit is behind is found by halving. */
  private Optional<Place> firstBeyond(ObjectId commit) {
    List<Place> all = places();
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (isBehind(commit, all.get(middle).main())) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low < all.size() ? Optional.of(all.get(low)) : Optional.empty();
  }

  private boolean isBehind(ObjectId commit, ObjectId tip) {
    try (RevWalk walk = new RevWalk(repository)) {
      return walk.isMergedInto(walk.parseCommit(commit), walk.parseCommit(tip));
    } catch (IOException e) {
      throw repository.log().unreadable(e);
    }
  }
}
