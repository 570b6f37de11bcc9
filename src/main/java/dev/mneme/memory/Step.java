package dev.mneme.memory;

import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockContent;
import dev.mneme.block.BlockId;
import dev.mneme.git.AgentRecord;
import dev.mneme.git.BlockState;
import dev.mneme.git.MemoryView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of an agent's repository, while it is being decided.
 *
 * @param view the state that it is decided on; the rows have been taken over from it
 * @param repository the name of the repository in versions of files
 */
record Step(AgentId agent, MemoryView view, String repository) {

  /** Whether the repository is one whose agent has git memory now. */
  static boolean isEnabled(MemoryView view) {
    return view.exists()
        && view.agent().map(AgentRecord::agent).filter(Agent::hasGitMemory).isPresent();
  }

  /** The agent as the repository keeps it. */
  Optional<Agent> agentRecord() {
    return view.agent().map(AgentRecord::agent);
  }

  /** What a block's file says now; without a block there, what the caller has. */
  BlockContent contentAt(@Nullable String path, BlockContent otherwise) {
    return path == null
        ? otherwise
        : view.blockState(path).map(s -> content(path, s)).orElse(otherwise);
  }

  private BlockContent content(String path, BlockState state) {
    return state.content(RowChanges.valueOf(view, state, view.file(path).orElse(null)));
  }

  /** A file must not be there already as nobody's. */
  void requireNoStranger(String path) {
    if (view.file(path).isPresent() && view.blockState(path).isEmpty()) {
      throw new ConflictException(
          "agent %s has a file at %s that is no block".formatted(agent, path));
    }
  }

  /** A file must not be there already, as another block's or as nobody's. */
  void requireNoOther(BlockId id, String path) {
    boolean mine = view.blockState(path).filter(state -> state.id().equals(id)).isPresent();
    if (!mine && view.file(path).isPresent()) {
      throw new ConflictException("agent %s has another file at %s".formatted(agent, path));
    }
  }
}
