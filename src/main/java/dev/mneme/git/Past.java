package dev.mneme.git;

/**
 * What a memory was.
 *
 * @param commit that was asked for
 * @param view the files of that commit, and what the hidden ref said
 * @param tip the state of {@code main} that the hidden ref belongs to: the same, unless {@code
 *     main} never was at the commit
 */
public record Past(GitId commit, MemoryView view, MemoryView tip) {
  /** Whether the hidden ref was made for these very files. */
  public boolean isWhole() {
    return tip.head().equals(view.head());
  }
}
