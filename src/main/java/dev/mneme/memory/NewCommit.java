package dev.mneme.memory;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files that are to change together.
 *
 * @param message of the commit
 * @param expectedHead the commit that the caller has seen, in at least seven hexadecimal digits, or
 *     null if it may be any
 * @param actions at least one; a file may be named once, as what changes or as where it goes
 */
public record NewCommit(
    CommitMessage message, @Nullable String expectedHead, List<FileAction> actions) {
  /** Refuses actions that contradict each other with {@link InvalidException}. */
  public NewCommit {
    actions = List.copyOf(actions);
    if (actions.isEmpty()) {
      throw new InvalidException("a commit changes at least one file: 'changes' is empty");
    }
    requireEachPathOnce(actions);
  }

  private static void requireEachPathOnce(List<FileAction> actions) {
    Set<String> sources = new HashSet<>();
    Set<String> targets = new HashSet<>();
    for (FileAction action : actions) {
      requireNew(sources, action.path());
      switch (action) {
        case FileAction.Put put -> requireNew(targets, put.path());
        case FileAction.Rename rename -> requireNew(targets, rename.to());
        case FileAction.Delete delete -> {}
      }
    }
  }

  private static void requireNew(Set<String> paths, String path) {
    if (!paths.add(path)) {
      throw new InvalidException(
          "%s is named twice in 'changes': say once what is to become of it".formatted(path));
    }
  }
}
