package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockId;
import dev.mneme.block.Uuid4;
import dev.mneme.database.Database;
import dev.mneme.database.LogPosition;
import dev.mneme.database.StoredBlock;
import dev.mneme.database.StoredRepository;
import dev.mneme.database.Tables;
import dev.mneme.git.MemoryRepositories;
import dev.mneme.git.MemoryView;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What other agents' repositories say of the blocks that they share with one, each as it was when
 * it was first asked. Those of deleted agents are asked too: what was written there last may have
 * reached nobody else.
 */
final class BlockSources {
  private static final Logger LOG = LoggerFactory.getLogger(BlockSources.class);
  private final MemoryRepositories repositories;
  private final Database database;
  private final Map<AgentId, Source> sources = new HashMap<>();

  BlockSources(MemoryRepositories repositories, Database database) {
    this.repositories = repositories;
    this.database = database;
  }

  /**
   * One repository.
   *
   * @param rows up to where it had been taken over before it was looked at
   * @param exists whether it is there or was; also where it cannot be read
   * @param blocks that it has
   */
  private record Source(
      Optional<LogPosition> rows, boolean exists, Map<BlockId, StoredBlock> blocks) {}

  /** Whether there is or was a repository of that name. */
  boolean exists(String repository) {
    return Uuid4.matches(AgentId.PREFIX, repository) && source(repository).exists();
  }

  /** The block as a repository has it; empty if it has it not, or cannot be read. */
  Optional<StoredBlock> find(String repository, BlockId block) {
    return exists(repository)
        ? Optional.ofNullable(source(repository).blocks().get(block))
        : Optional.empty();
  }

  private Source source(String repository) {
    return sources.computeIfAbsent(new AgentId(repository), this::look);
  }

  private Source look(AgentId agent) {
    Optional<LogPosition> rows = database.read(tables -> position(tables, agent));
    try {
      MemoryView view = repositories.of(agent).current();
      return new Source(rows, view.seq() > 0, blocks(agent, view));
    } catch (RuntimeException e) {
      // Whatever is wrong with it, it is not the one that is being made anew.
      LOG.warn(
          "the repository of {} cannot be read, its blocks are taken from others: {}",
          agent,
          e.getMessage());
      return new Source(rows, true, Map.of());
    }
  }

  private static Map<BlockId, StoredBlock> blocks(AgentId agent, MemoryView view) {
    Map<BlockId, StoredBlock> blocks = new HashMap<>();
    RowChanges.all(agent, view)
        .forEach(taken -> blocks.put(taken.block().block().id(), taken.block()));
    return blocks;
  }

  /** Up to where an agent's repository has been taken over. */
  static Optional<LogPosition> position(Tables tables, AgentId agent) {
    return tables.repositories().find(agent).map(StoredRepository::position);
  }

  /** Whether nothing has been taken over since from a repository that was asked. */
  boolean areStill(Tables tables) {
    return sources.entrySet().stream()
        .allMatch(each -> position(tables, each.getKey()).equals(each.getValue().rows()));
  }
}
