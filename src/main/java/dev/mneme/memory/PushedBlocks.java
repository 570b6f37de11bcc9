package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockFile;
import dev.mneme.block.BlockId;
import dev.mneme.block.Label;
import dev.mneme.database.AttachedFile;
import dev.mneme.database.Database;
import dev.mneme.database.StoredBlock;
import dev.mneme.git.BlockState;
import dev.mneme.git.GitId;
import dev.mneme.git.MemoryView;
import java.util.List;
import java.util.Optional;

/** Blocks that come with files: each has a new id, and is attached now. */
final class PushedBlocks implements NewBlocks {
  private final Database database;
  private final CreationClock clock;
  private final IdSource ids;
  private final SettledStates settled = new SettledStates();

  PushedBlocks(Database database, CreationClock clock, IdSource ids) {
    this.database = database;
    this.clock = clock;
    this.ids = ids;
  }

  @Override
  public BlockState of(Label label, BlockFile file) {
    return BlockStates.of(newId(), file.contentOfNew(label), clock.next());
  }

  @Override
  public BlockState copyOf(BlockState state) {
    return BlockStates.withId(state, newId(), clock.next());
  }

  /**
   * A block that an agent had, and gets again. It is another block with the same content if the old
   * one goes on elsewhere: attached at another place or under another label, or written since where
   * no repository keeps its past.
   */
  BlockState again(BlockState past, String path, AgentId agent) {
    return isFree(past.id(), path, agent)
        ? past.attachedAt(clock.next())
        : BlockStates.withId(past, newId(), clock.next());
  }

  private boolean isFree(BlockId id, String path, AgentId agent) {
    String label = Label.ofPath(path).orElseThrow().value();
    return database.read(tables -> {
      Optional<StoredBlock> stored = tables.blocks().find(id);
      if (stored.isEmpty()) {
        return true;
      }
      List<AgentId> agents = tables.attachments().agentsOf(id);
      boolean fits = agents.isEmpty() || stored.get().block().label().equals(label);
      return fits && !agents.contains(agent) && !stored.get().version().repositoryId().isEmpty();
    });
  }

  @Override
  public boolean isSettled(MemoryView view, GitId state) {
    return settled.contains(view, state);
  }

  private BlockId newId() {
    return new BlockId(BlockId.PREFIX + ids.uuid());
  }

  @Override
  public boolean mayRename(BlockId id, Label label) {
    List<AttachedFile> everywhere = database.read(tables -> tables.files().of(id));
    return everywhere.size() < 2
        || everywhere.stream()
            .map(AttachedFile::agent)
            .allMatch(agent ->
                database
                    .read(tables -> tables.attachments().find(agent, label.value()))
                    .filter(other -> !other.block().id().equals(id))
                    .isEmpty());
  }
}
