package dev.mneme.memory;

import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.block.Block;
import dev.mneme.block.BlockId;
import dev.mneme.database.AttachedFile;
import dev.mneme.database.Database;
import dev.mneme.database.DuplicateException;
import dev.mneme.database.Durability;
import dev.mneme.database.StoredBlock;
import dev.mneme.database.StoredRepository;
import dev.mneme.database.Tables;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The memory of agents that do not have it in git: rows alone know it, so that every write is
 * durable when it is answered.
 *
 * <p>Whether an agent is such a one is decided in the transaction that writes, by its tag in the
 * rows. The tag is set there before the repository is made, so no plain write can come between what
 * the repository is made from and its first commit; and it is only taken away by a commit.
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

  /** Applies a change to a block; empty, and nothing done, if a git-enabled agent has it. */
  Optional<Block> modify(BlockId id, UnaryOperator<Block> change) {
    return write(tables -> {
      StoredBlock old = stored(tables, id);
      return isInGit(tables, id) ? Optional.empty() : Optional.of(modify(tables, old, change));
    });
  }

  private static Block modify(Tables tables, StoredBlock old, UnaryOperator<Block> change) {
    Block after = change.apply(old.block());
    if (!after.equals(old.block())) {
      tables.blocks().update(old.writtenInRows(after));
      tables.attachments().rename(after.id(), after.label());
    }
    return after;
  }

  /** Deletes a block; false, and nothing done, if a git-enabled agent has it. */
  boolean delete(BlockId id) {
    return write(tables -> {
      StoredBlock block = stored(tables, id);
      return !isInGit(tables, id) && tables.blocks().delete(block.block().id());
    });
  }

  private static boolean isInGit(Tables tables, BlockId id) {
    return !tables.attachments().gitAgentsOf(id).isEmpty();
  }

  /**
   * Attaches a block, without effect if the agent has it; false, and nothing done, if the agent's
   * memory is in git.
   */
  boolean attach(AgentId id, BlockId block) {
    return write(tables -> {
      boolean plain = !agent(tables, id).hasGitMemory();
      if (plain && !tables.attachments().contains(id, block)) {
        attach(tables, id, stored(tables, block).block());
      }
      return plain;
    });
  }

  /**
   * Detaches a block, which survives; false, and nothing done, if the agent's memory is in git.
   *
   * @throws NotFoundException if it is not attached
   */
  boolean detach(AgentId id, BlockId block) {
    return write(tables -> {
      boolean plain = !agent(tables, id).hasGitMemory();
      if (plain && !tables.attachments().delete(id, block)) {
        throw NotFoundException.attachment(id, block);
      }
      return plain;
    });
  }

  /** What came of a change of an agent. */
  sealed interface Modified {
    /** It was made. */
    record Done() implements Modified {}

    /** The agent's memory is in git: nothing was done. */
    record InGit() implements Modified {}

    /**
     * It was made, and with it the agent's memory is to be in git: from here on no plain write
     * touches the agent or its blocks.
     */
    record ToGit(Agent before, Optional<StoredRepository> repository, Agent after)
        implements Modified {}
  }

  /**
   * Applies a change to an agent's fields, and gives it a new set of blocks.
   *
   * @param wanted null if the blocks stay as they are
   * @throws ConflictException if the blocks cannot go to git as they are called
   */
  Modified modify(AgentId id, UnaryOperator<Agent> change, @Nullable List<BlockId> wanted) {
    return write(tables -> {
      Agent before = agent(tables, id);
      return before.hasGitMemory()
          ? new Modified.InGit()
          : modify(tables, before, change.apply(before), wanted);
    });
  }

  private Modified modify(
      Tables tables, Agent before, Agent after, @Nullable List<BlockId> wanted) {
    tables.agents().update(after);
    if (wanted != null) {
      replaceBlocks(tables, after.id(), wanted);
    }
    if (!after.hasGitMemory()) {
      return new Modified.Done();
    }
    return toGit(tables, before, after);
  }

  /**
   * Marks the agent as one whose repository is about to say more than its rows: whoever reads it
   * before that has been done finishes it.
   */
  private static Modified toGit(Tables tables, Agent before, Agent after) {
    AgentId id = after.id();
    long seq = tables.repositories().find(id).map(row -> row.position().seq()).orElse(0L);
    if (seq == 0) {
      requireLabels(tables, id);
    }
    tables.repositories().mark(id, seq + 1);
    return new Modified.ToGit(before, tables.repositories().find(id), after);
  }

  private static void requireLabels(Tables tables, AgentId id) {
    List<Block> blocks = tables.attachments().of(id).stream().map(StoredBlock::block).toList();
    GitLabels.labels(blocks)
        .forEach((label, block) -> MemoryRows.requireFree(tables, block.id(), label));
  }

  /** A change to git memory that somebody has begun, as it is found. */
  Modified.ToGit started(Agent tagged) {
    return database.read(tables ->
        new Modified.ToGit(
            tagged.withoutGitMemory(), tables.repositories().find(tagged.id()), tagged));
  }

  /** Takes a change back whose way to git was refused, unless others have gone on from there. */
  void withdraw(Modified.ToGit change) {
    write(tables -> {
      AgentId id = change.after().id();
      boolean untouched =
          tables.agents().find(id).equals(Optional.of(change.after()))
              && tables.repositories().find(id).equals(change.repository());
      return untouched && tables.agents().update(change.before());
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
   * Deletes an agent; its blocks stay. False, and nothing done, if the agent has a repository, or
   * somebody may be making one.
   *
   * @throws NotFoundException if it is not there
   */
  boolean delete(AgentId id) {
    return write(tables -> {
      boolean plain = !agent(tables, id).hasGitMemory() && tables.repositories().find(id).isEmpty();
      return plain && tables.agents().delete(id);
    });
  }

  private void attach(Tables tables, AgentId agent, Block block) {
    tables.attachments().insert(AttachedFile.plain(agent, block.id(), block.label(), clock.next()));
  }

  private static Agent agent(Tables tables, AgentId id) {
    return tables.agents().find(id).orElseThrow(() -> NotFoundException.agent(id));
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
