package dev.mneme.memory;

import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.block.Block;
import dev.mneme.block.BlockId;
import dev.mneme.database.AttachedFile;
import dev.mneme.database.Database;
import dev.mneme.database.DuplicateException;
import dev.mneme.database.Durability;
import dev.mneme.database.LogPosition;
import dev.mneme.database.StoredBlock;
import dev.mneme.database.Tables;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The memory of agents that do not have it in git: rows alone know it, so that every write is
 * durable when it is answered.
 */
final class PlainMemory {
  private final Database database;
  private final CreationClock clock;

  PlainMemory(Database database, CreationClock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Stores a new block that no agent has. */
  void create(StoredBlock block) {
    write(tables -> {
      tables.blocks().insert(block);
      return block;
    });
  }

  /** Stores a new agent with new blocks and others that are there. */
  void create(Agent agent, List<StoredBlock> blocks, List<BlockId> others) {
    write(tables -> {
      tables.agents().insert(agent);
      blocks.forEach(tables.blocks()::insert);
      blocks.forEach(block -> attach(tables, agent.id(), block.block()));
      others.forEach(id -> attach(tables, agent.id(), stored(tables, id).block()));
      return agent;
    });
  }

  /** Applies a change to a block. */
  Block modify(BlockId id, Function<Block, Block> change) {
    return write(tables -> {
      StoredBlock old = stored(tables, id);
      Block after = change.apply(old.block());
      if (!after.equals(old.block())) {
        tables.blocks().update(old.writtenInRows(after));
        tables.attachments().rename(id, after.label());
      }
      return after;
    });
  }

  /** Deletes a block. */
  void delete(BlockId id) {
    if (!write(tables -> tables.blocks().delete(id))) {
      throw NotFoundException.block(id);
    }
  }

  /** Attaches a block; without effect if the agent has it. */
  void attach(AgentId agent, BlockId id) {
    write(tables -> {
      if (!tables.attachments().contains(agent, id)) {
        attach(tables, agent, stored(tables, id).block());
      }
      return agent;
    });
  }

  /** Detaches a block, which survives. */
  void detach(AgentId agent, BlockId id) {
    if (!write(tables -> tables.attachments().delete(agent, id))) {
      throw NotFoundException.attachment(agent, id);
    }
  }

  /**
   * Stores an agent's fields, and the new set of its blocks.
   *
   * @param wanted null if the blocks stay as they are
   */
  void modify(Agent agent, @Nullable List<BlockId> wanted) {
    write(tables -> {
      tables.agents().update(agent);
      if (wanted != null) {
        replaceBlocks(tables, agent.id(), wanted);
      }
      return agent;
    });
  }

  private void replaceBlocks(Tables tables, AgentId agent, List<BlockId> wanted) {
    tables.attachments().of(agent).stream()
        .map(block -> block.block().id())
        .filter(id -> !wanted.contains(id))
        .forEach(id -> tables.attachments().delete(agent, id));
    wanted.stream()
        .filter(id -> !tables.attachments().contains(agent, id))
        .forEach(id -> attach(tables, agent, stored(tables, id).block()));
  }

  /**
   * Deletes an agent; its blocks stay.
   *
   * @param end where the log of its repository ended: kept, so that nobody who read the log before
   *     that brings the agent back
   */
  void delete(AgentId agent, Optional<LogPosition> end) {
    write(tables -> {
      end.ifPresent(position -> tables.repositories().advance(agent, position, null));
      return tables.agents().delete(agent);
    });
  }

  private void attach(Tables tables, AgentId agent, Block block) {
    tables.attachments().insert(AttachedFile.plain(agent, block.id(), block.label(), clock.next()));
  }

  private static StoredBlock stored(Tables tables, BlockId id) {
    return tables.blocks().find(id).orElseThrow(() -> NotFoundException.block(id));
  }

  private <T> T write(Function<Tables, T> work) {
    try {
      return database.write(Durability.FULL, work);
    } catch (DuplicateException e) {
      throw ConflictException.duplicate(e.model(), e.columns());
    }
  }
}
