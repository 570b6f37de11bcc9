package dev.mneme.memory;

import dev.mneme.git.EditedTree;
import dev.mneme.git.NewFile;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A change of files, decided on one state of a memory.
 *
 * @param message of the commit
 * @param files what is to be by path; empty means that the file is removed
 * @param renames old paths by new ones, as far as they are known
 * @param meaning says what the files as they will be mean to the blocks
 */
record FileChange(
    String message,
    Map<String, Optional<NewFile>> files,
    Map<String, String> renames,
    Function<EditedTree, PushPlan> meaning) {
  FileChange {
    files = Map.copyOf(files);
    renames = Map.copyOf(renames);
  }
}
