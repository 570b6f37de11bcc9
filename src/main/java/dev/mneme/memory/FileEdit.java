package dev.mneme.memory;

import dev.mneme.block.BlockContent;
import dev.mneme.block.BlockFile;
import dev.mneme.block.ChangedFile;
import dev.mneme.block.FileContent;
import dev.mneme.block.Label;
import dev.mneme.block.UnwritableBlockException;
import dev.mneme.git.GitId;
import dev.mneme.git.MemoryView;
import dev.mneme.git.NewFile;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a change of one block does to its file.
 *
 * @param from where the file is, or null if there is none
 * @param to where it is afterwards
 * @param before what is there, or null
 * @param after what will be there
 */
record FileEdit(@Nullable String from, String to, @Nullable FileContent before, BlockFile after) {

  /**
   * The file of a block after a change. What others wrote around the value stays as it is.
   *
   * @param path where its file is, or null if it has none
   * @throws InvalidException if no file can hold the block
   */
  static FileEdit of(
      MemoryView view, @Nullable String path, Label label, BlockContent was, BlockContent is) {
    Optional<GitId> old = Optional.ofNullable(path).flatMap(view::file);
    FileContent before = old.map(id -> FileContent.of(view.read(id))).orElse(null);
    try {
      BlockFile after =
          before instanceof FileContent.Text text
              ? text.file().update(label, was, is)
              : BlockFile.create(label, is);
      return new FileEdit(before == null ? null : path, label.toPath(), before, after);
    } catch (UnwritableBlockException e) {
      throw new InvalidException(String.valueOf(e.getMessage()));
    }
  }

  /** Whether the file is the same at the same place. */
  boolean isEmpty() {
    return to.equals(from) && before instanceof FileContent.Text text && text.file().equals(after);
  }

  /** The change as a commit takes it. */
  Map<String, Optional<NewFile>> changes() {
    Map<String, Optional<NewFile>> changes = new HashMap<>();
    if (isEmpty()) {
      return changes;
    }
    if (from != null && !from.equals(to)) {
      changes.put(from, Optional.empty());
    }
    changes.put(to, Optional.of(NewFile.of(after.toBytes())));
    return changes;
  }

  /** The change as the rules judge it. */
  ChangedFile changedFile(BlockContent kept) {
    FileContent content = FileContent.of(after);
    if (before == null || from == null) {
      return ChangedFile.added(to, content).ofBlock(kept);
    }
    return (from.equals(to)
            ? ChangedFile.changed(to, before, content)
            : ChangedFile.moved(from, to, before, content))
        .ofBlock(kept);
  }
}
