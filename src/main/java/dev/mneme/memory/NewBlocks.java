package dev.mneme.memory;

import dev.mneme.block.BlockFile;
import dev.mneme.block.BlockId;
import dev.mneme.block.Label;
import dev.mneme.git.BlockState;
import dev.mneme.git.GitId;
import dev.mneme.git.MemoryView;
import java.util.Map;

/** What a {@link PushPlan} cannot know from two states of a repository alone. */
interface NewBlocks {
  /** The block of a file that has had none. */
  BlockState of(Label label, BlockFile file);

  /** Another block with the same content, where the old one may not come along. */
  BlockState copyOf(BlockState state);

  /**
   * Whether a block may have a new label: a shared one may not where another agent has it taken.
   */
  boolean mayRename(BlockId id, Label label);

  /**
   * Whether a state leaves the value of its block to the file. Who plans often remembers it: {@link
   * SettledStates}.
   */
  default boolean isSettled(MemoryView view, GitId state) {
    return view.readBlockState(state).valueFrom() == null;
  }

  /** Old paths by new ones, as far as that is known; the others are found by their contents. */
  default Map<String, String> renames() {
    return Map.of();
  }
}
