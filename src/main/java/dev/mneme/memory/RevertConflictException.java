package dev.mneme.memory;

import dev.mneme.history.Commit;
import dev.mneme.history.Conflict;
import java.util.List;

/** What is to be undone has been written over since (409). */
public final class RevertConflictException extends MemoryException {
  private static final long serialVersionUID = 1L;
  private final transient List<Conflict> conflicts;

  RevertConflictException(Commit commit, List<Conflict> conflicts) {
    super(
        ("Commit %s cannot be undone: what it wrote has been changed since, see 'conflicts'. Write"
                + " these files as they should be, or undo the later commits too")
            .formatted(commit.id()),
        null);
    this.conflicts = List.copyOf(conflicts);
  }

  /** The files in which it is so. */
  public List<Conflict> conflicts() {
    return conflicts;
  }
}
