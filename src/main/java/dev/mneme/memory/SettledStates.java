package dev.mneme.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mneme.git.GitId;
import dev.mneme.git.MemoryView;

/**
 * Remembers which states on hidden refs leave the value of their block to its file, so that a push
 * need not read the states of all the files that it leaves alone.
 *
 * <p>A state never changes under its id, whichever repository it is in.
 */
final class SettledStates {
  /** A hundred bytes each. */
  private static final int REMEMBERED = 20_000;

  private final Cache<GitId, Boolean> known =
      Caffeine.newBuilder().maximumSize(REMEMBERED).executor(Runnable::run).build();

  /**
   * Whether a state leaves the value to the file.
   *
   * @param state as {@link MemoryView#blockStates} gave it
   */
  boolean contains(MemoryView view, GitId state) {
    return known.get(state, id -> view.readBlockState(id).valueFrom() == null);
  }
}
