package dev.mneme.memory;

import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.block.Block;
import dev.mneme.block.Finding;
import dev.mneme.block.Label;
import dev.mneme.database.Database;
import dev.mneme.database.StoredBlock;
import dev.mneme.database.Tables;
import dev.mneme.git.AgentRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Agents with their memory, as answers tell them: from the rows, and where a change could not be
 * taken over into these, from the repository.
 */
final class AgentViews {
  /** As the rows order them. */
  private static final Comparator<RowChanges.Taken> AS_ATTACHED =
      Comparator.comparing((RowChanges.Taken taken) -> taken.file().attachedAt())
          .thenComparing(taken -> taken.file().block().value());

  private final Database database;

  AgentViews(Database database) {
    this.database = database;
  }

  /**
   * The agent as the rows have it.
   *
   * @throws NotFoundException if it is not there
   */
  AgentView ofRows(AgentId id) {
    return database.read(tables -> {
      Agent agent = tables.agents().find(id).orElseThrow(() -> NotFoundException.agent(id));
      return new AgentView(
          agent, tables.attachments().of(id).stream().map(StoredBlock::block).toList());
    });
  }

  /** Several agents as the rows have them. */
  static List<AgentView> of(Tables tables, List<Agent> agents) {
    Map<AgentId, List<Block>> blocks =
        tables.attachments().of(agents.stream().map(Agent::id).toList());
    return agents.stream()
        .map(agent -> new AgentView(agent, blocks.getOrDefault(agent.id(), List.of())))
        .toList();
  }

  /** The agent after a change of its repository, with what that warns of. */
  AgentView after(GitBlocks.Attached attached) {
    AgentView view = after(attached.changed());
    return new AgentView(view.agent(), view.blocks(), Finding.sentences(attached.warnings()));
  }

  /** The agent after a change of its repository. */
  AgentView after(Changed changed) {
    return changed.inRows() ? ofRows(changed.agent()) : ofRepository(changed);
  }

  private AgentView ofRepository(Changed changed) {
    Agent agent =
        changed
            .view()
            .agent()
            .map(AgentRecord::agent)
            .orElseThrow(() -> NotFoundException.agent(changed.agent()));
    List<Block> blocks =
        RowChanges.all(changed.agent(), changed.view()).stream()
            .sorted(AS_ATTACHED)
            .map(this::newest)
            .toList();
    return new AgentView(agent, blocks);
  }

  /** The block, unless another agent that shares it has written it since. */
  private Block newest(RowChanges.Taken taken) {
    StoredBlock here = taken.block();
    return database
        .read(tables -> tables.blocks().find(here.block().id()))
        .filter(row -> row.version().compareTo(here.version()) > 0)
        .map(row -> Proposals.withLabel(row.block(), Label.of(here.block().label())))
        .orElse(here.block());
  }
}
