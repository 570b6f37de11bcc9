package dev.mneme.git;

import dev.mneme.git.storage.LogRepository;
import dev.mneme.history.Commit;
import dev.mneme.history.CommitChanges;
import dev.mneme.history.FileChange;
import dev.mneme.history.HistoryPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** The commits that led to where {@code main} is, newest first, in the order of {@code git log}. */
public final class History {
  private final LogRepository repository;
  private final Optional<GitId> head;

  /** The history of one state. */
  public History(MemoryView view) {
    this.repository = view.repository();
    this.head = view.head();
  }

  /** The part of the history that a query asks for. */
  public HistoryPage page(HistoryQuery query) {
    List<GitId> ids = find(query);
    boolean more = ids.size() > query.limit();
    return new HistoryPage(changes(more ? ids.subList(0, query.limit()) : ids), more);
  }

  /** The commits that a query asks for: one more than its limit, where there are more. */
  public List<GitId> find(HistoryQuery query) {
    Search search = search(query, query.before());
    return search.before == null ? search.found : search(query, null).found;
  }

  /**
   * Those of some commits that are in this history, the newest first: one that another is built on
   * comes behind it.
   */
  public List<GitId> inOrder(Set<GitId> commits) {
    List<GitId> found = new ArrayList<>();
    try (RevWalk walk = new RevWalk(repository)) {
      walk.setRetainBody(false);
      walk.sort(RevSort.TOPO);
      start(walk);
      for (RevCommit next = walk.next();
          next != null && found.size() < commits.size();
          next = walk.next()) {
        if (commits.contains(GitId.of(next))) {
          found.add(GitId.of(next));
        }
      }
      return found;
    } catch (IOException e) {
      throw repository.log().unreadable(e);
    }
  }

  /** What the commit that {@code main} is at changed. */
  public Optional<CommitChanges> newest() {
    return head.map(id -> changes(List.of(id)).getFirst());
  }

  private Search search(HistoryQuery query, @Nullable GitId before) {
    try (RevWalk walk = new RevWalk(repository)) {
      Search search = new Search(query, before, walk.getObjectReader());
      walk.setRetainBody(search.reads);
      start(walk);
      RevCommit next = walk.next();
      while (next != null && search.found.size() <= query.limit()) {
        search.look(next);
        next = walk.next();
      }
      return search;
    } catch (IOException e) {
      throw repository.log().unreadable(e);
    }
  }

  private void start(RevWalk walk) throws IOException {
    if (head.isPresent()) {
      walk.markStart(walk.parseCommit(head.get().toObjectId()));
    }
  }

  /** What is found on one walk. */
  private static final class Search {
    private final Predicate<Commit> wanted;
    private final boolean reads;
    private final @Nullable PathTrail trail;
    private final List<GitId> found = new ArrayList<>();

    /** Where the page begins; null once the walk is past it. */
    private @Nullable ObjectId before;

    Search(HistoryQuery query, @Nullable GitId before, ObjectReader reader) {
      String path = query.path();
      this.trail = path == null ? null : new PathTrail(reader, path);
      this.reads = !query.trailers().isEmpty();
      this.wanted =
          commit ->
              query.trailers().entrySet().stream()
                  .allMatch(trailer ->
                      commit
                          .trailer(trailer.getKey())
                          .filter(trailer.getValue()::equals)
                          .isPresent());
      this.before = before == null ? null : before.toObjectId();
    }

    /** The trail has to see the commits in front of the page too: it follows renames. */
    void look(RevCommit commit) throws IOException {
      boolean touches = trail == null || trail.isTouchedBy(commit);
      if (before != null) {
        before = before.equals(commit) ? null : before;
      } else if (touches && (!reads || wanted.test(Commits.of(commit)))) {
        found.add(GitId.of(commit));
      }
    }
  }

  /**
   * The commits that are in this history and not in that of an earlier state, oldest first, each
   * after its parents: the same list whoever asks, and whenever.
   */
  public List<GitId> since(MemoryView earlier) {
    try (RevWalk walk = new RevWalk(repository)) {
      walk.setRetainBody(false);
      walk.sort(RevSort.TOPO);
      walk.sort(RevSort.REVERSE, true);
      start(walk);
      if (earlier.head().isPresent()) {
        walk.markUninteresting(walk.parseCommit(earlier.head().get().toObjectId()));
      }
      List<GitId> ids = new ArrayList<>();
      walk.forEach(commit -> ids.add(GitId.of(commit)));
      return ids;
    } catch (IOException e) {
      throw repository.log().unreadable(e);
    }
  }

  /** These commits, with what they changed. */
  public List<CommitChanges> changes(List<GitId> ids) {
    try (RevWalk walk = new RevWalk(repository)) {
      TreeDiff diff = new TreeDiff(walk.getObjectReader());
      List<CommitChanges> changes = new ArrayList<>();
      for (GitId id : ids) {
        changes.add(changes(walk, diff, id));
      }
      return changes;
    } catch (IOException e) {
      throw repository.log().unreadable(e);
    }
  }

  private static CommitChanges changes(RevWalk walk, TreeDiff diff, GitId id) throws IOException {
    RevCommit commit = walk.parseCommit(id.toObjectId());
    if (commit.getParentCount() > 0) {
      walk.parseHeaders(commit.getParent(0));
    }
    List<FileChange> files = new ArrayList<>();
    for (FilePair pair : diff.of(commit)) {
      files.add(diff.change(pair));
    }
    return new CommitChanges(Commits.of(commit), files);
  }
}
