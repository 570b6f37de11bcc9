package dev.mneme.memory;

import dev.mneme.history.Commit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the commit says that undoes others, in git's words.
 *
 * @param given by the caller, or null
 * @param run that is undone, or null
 */
record ReversalMessage(@Nullable CommitMessage given, @Nullable String run) {
  /** A longer list of commits is cut. */
  private static final int MOST_NAMED = 50;

  static ReversalMessage of(@Nullable CommitMessage given) {
    return new ReversalMessage(given, null);
  }

  static ReversalMessage ofRun(@Nullable CommitMessage given, String run) {
    return new ReversalMessage(given, run);
  }

  String text(List<Commit> undone) {
    if (given != null) {
      return given.text();
    }
    String list =
        undone.stream()
            .limit(MOST_NAMED)
            .map(commit -> "This reverts commit %s.".formatted(commit.id()))
            .collect(Collectors.joining("\n"));
    return subject(undone) + "\n\n" + list;
  }

  private String subject(List<Commit> undone) {
    if (run != null) {
      return "Revert run %s".formatted(run);
    }
    return undone.size() == 1
        ? "Revert \"%s\"".formatted(undone.getFirst().message().subject())
        : "Revert %d commits".formatted(undone.size());
  }
}
