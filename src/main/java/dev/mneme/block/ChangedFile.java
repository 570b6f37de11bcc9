package dev.mneme.block;

import org.jspecify.annotations.Nullable;

/**
 * One file that a change adds, changes, removes or moves: the old tip against the new one.
 *
 * @param path where it is, or was if it is removed
 * @param movedFrom where it was if it is moved, else null
 * @param before what it was, or null if it is added
 * @param after what it is, or null if it is removed
 * @param keptLimitChars the limit of its block where the file names none, in code points
 * @param keptReadOnly whether its block is read-only although the file does not say so, as that of
 *     a {@code MEMORY.md}
 */
public record ChangedFile(
    String path,
    @Nullable String movedFrom,
    @Nullable FileContent before,
    @Nullable FileContent after,
    int keptLimitChars,
    boolean keptReadOnly) {

  public ChangedFile {
    if (before == null && after == null) {
      throw new IllegalArgumentException("a changed file that is neither before nor after");
    }
    if (movedFrom != null && (before == null || after == null)) {
      throw new IllegalArgumentException("a moved file must be there before and after");
    }
  }

  /** A file that was not there. */
  public static ChangedFile added(String path, FileContent after) {
    return new ChangedFile(path, null, null, after, Block.DEFAULT_LIMIT, false);
  }

  /** A file whose content changes. */
  public static ChangedFile changed(String path, FileContent before, FileContent after) {
    return new ChangedFile(path, null, before, after, Block.DEFAULT_LIMIT, false);
  }

  /** A file that goes away. */
  public static ChangedFile removed(String path, FileContent before) {
    return new ChangedFile(path, null, before, null, Block.DEFAULT_LIMIT, false);
  }

  /** A file that goes to another path, with the same content or another. */
  public static ChangedFile moved(String from, String to, FileContent before, FileContent after) {
    return new ChangedFile(to, from, before, after, Block.DEFAULT_LIMIT, false);
  }

  /** The same file with what its block has besides. */
  public ChangedFile ofBlock(BlockContent kept) {
    return new ChangedFile(path, movedFrom, before, after, kept.limitChars(), kept.readOnly());
  }

  /** Whether there was nothing at this path before. */
  boolean isNewPath() {
    return before == null || movedFrom != null;
  }

  /** Whether it is, or was before it moved, the file of a block. */
  boolean isBlock() {
    return Label.isSyncable(path) || (movedFrom != null && Label.isSyncable(movedFrom));
  }
}
