package dev.mneme.git;

import dev.mneme.history.Commit;
import dev.mneme.history.Conflict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What undoing commits came to. */
public sealed interface Reverted {
  /**
   * They can be undone.
   *
   * @param files what has to change, by path; nothing if all of it is undone already
   * @param renames old paths by new ones, of files that go back to where they were
   * @param origins by path of a file that comes back: the commit that still had it
   */
  record Undone(
      Map<String, Optional<NewFile>> files, Map<String, String> renames, Map<String, GitId> origins)
      implements Reverted {
    public Undone {
      files = Map.copyOf(files);
      renames = Map.copyOf(renames);
      origins = Map.copyOf(origins);
    }
  }

  /** What was written since stands in the way. */
  record Conflicting(Commit commit, List<Conflict> conflicts) implements Reverted {
    public Conflicting {
      conflicts = List.copyOf(conflicts);
    }
  }

  /** There is nothing before this commit. */
  record First(Commit commit) implements Reverted {}

  /** This commit has several before it, and nobody can say which is to come back. */
  record Merge(Commit commit) implements Reverted {}
}
