package dev.mneme.memory;

import dev.mneme.block.BlockFile;
import dev.mneme.block.BlockId;
import dev.mneme.block.Label;
import dev.mneme.git.BlockState;
import dev.mneme.git.GitId;
import dev.mneme.git.MemoryView;
import java.util.Map;

/**
 * New blocks of a change of which more is known than the files say.
 *
 * @param others says what is not known
 * @param renames old paths by new ones
 * @param known blocks that come back, by the paths of their files
 */
record KnownBlocks(NewBlocks others, Map<String, String> renames, Map<String, BlockState> known)
    implements NewBlocks {

  @Override
  public BlockState of(Label label, BlockFile file) {
    BlockState back = known.get(label.toPath());
    return back == null ? others.of(label, file) : back.with(file.contentOver(back.content("")));
  }

  @Override
  public BlockState copyOf(BlockState state) {
    return others.copyOf(state);
  }

  @Override
  public boolean mayRename(BlockId id, Label label) {
    return others.mayRename(id, label);
  }

  @Override
  public boolean isSettled(MemoryView view, GitId state) {
    return others.isSettled(view, state);
  }
}
