package dev.mneme.memory;

import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.block.Block;
import dev.mneme.block.BlockId;
import dev.mneme.block.Label;
import dev.mneme.database.Database;
import dev.mneme.database.StoredBlock;
import dev.mneme.database.Tables;
import java.util.List;
import java.util.Optional;

/**
 * The blocks that are attached to one agent, by their labels.
 *
 * <p>A label that the agent does not have is tried again as {@code system/<label>}, for callers who
 * knew the agent before it had git memory. Every method throws {@link NotFoundException} if the
 * agent is not there.
 */
public final class CoreMemoryService {
  private final Database database;
  private final Freshness freshness;
  private final PlainMemory plain;
  private final GitBlocks git;
  private final BlockService blocks;
  private final AgentViews views;

  CoreMemoryService(
      Database database,
      Freshness freshness,
      PlainMemory plain,
      GitBlocks git,
      BlockService blocks) {
    this.database = database;
    this.freshness = freshness;
    this.plain = plain;
    this.git = git;
    this.blocks = blocks;
    this.views = new AgentViews(database);
  }

  /** The agent's blocks, ordered by id; cursors are compared and need not exist. */
  public List<Block> list(AgentId id, Page page) {
    freshness.refresh(id);
    return database.read(tables -> {
      require(tables, id);
      return tables
          .attachments()
          .byId(id, page.before(), page.after(), page.order().descending(), page.limit())
          .stream()
          .map(StoredBlock::block)
          .toList();
    });
  }

  /**
   * The block with a label.
   *
   * @throws NotFoundException if the agent has none
   */
  public BlockView get(AgentId id, String label) {
    freshness.refresh(id);
    return database.read(tables -> {
      Agent agent = require(tables, id);
      StoredBlock stored = find(tables, agent, label);
      return tables
          .files()
          .find(id, stored.block().id())
          .filter(file -> agent.hasGitMemory())
          .map(file -> BlockService.view(tables, stored, file))
          .orElseGet(() -> BlockView.plain(stored.block()));
    });
  }

  private static Agent require(Tables tables, AgentId id) {
    return tables.agents().find(id).orElseThrow(() -> NotFoundException.agent(id));
  }

  private static StoredBlock find(Tables tables, Agent agent, String label) {
    Optional<StoredBlock> exact = tables.attachments().find(agent.id(), label);
    return exact
        .or(() ->
            agent.hasGitMemory()
                ? tables.attachments().find(agent.id(), Label.SYSTEM + label)
                : Optional.empty())
        .orElseThrow(() -> NotFoundException.label(agent.id(), label));
  }

  /**
   * Applies a patch to the block with a label, as {@link BlockService#modify} does.
   *
   * @throws NotFoundException if the agent has none
   * @throws ConflictException if an agent has another block with the new label
   */
  public BlockView modify(AgentId id, String label, BlockPatch patch, Attribution by) {
    return modify(id, label, patch, Precondition.NONE, by);
  }

  /**
   * The same if what is there is what the caller expects.
   *
   * @throws PreconditionFailedException if it is not
   */
  public BlockView modify(
      AgentId id, String label, BlockPatch patch, Precondition precondition, Attribution by) {
    freshness.refresh(id);
    Found found =
        database.read(tables -> {
          Agent agent = require(tables, id);
          return new Found(agent.hasGitMemory(), find(tables, agent, label).block().id());
        });
    return found.inGit()
        ? blocks.modifyInGit(id, found.block(), patch, precondition, by)
        : blocks.modify(found.block(), patch, precondition, by);
  }

  /** Which block has a label, and whether its agent's memory is in git. */
  private record Found(boolean inGit, BlockId block) {}

  private boolean isInGit(AgentId id) {
    return database.read(tables -> require(tables, id)).hasGitMemory();
  }

  /**
   * Attaches a block; without effect if it is attached.
   *
   * @throws NotFoundException if the block is not there
   * @throws ConflictException if the agent has another block with its label
   */
  public AgentView attach(AgentId id, BlockId block, Attribution by) {
    freshness.refresh(id);
    boolean inGit = isInGit(id);
    requireFree(id, blocks.get(block).block());
    if (inGit) {
      return views.after(git.attach(id, block, by));
    }
    return plain.attach(id, block)
        ? views.ofRows(id)
        : attach(id, block, by); // came to git just now
  }

  private void requireFree(AgentId id, Block block) {
    database
        .read(tables -> tables.attachments().find(id, block.label()))
        .filter(other -> !other.block().id().equals(block.id()))
        .ifPresent(other -> {
          throw ConflictException.duplicate(
              "BlocksAgents", "agent %s has a block '%s'".formatted(id, block.label()));
        });
  }

  /**
   * Detaches a block, which survives.
   *
   * @throws NotFoundException if it is not attached
   */
  public AgentView detach(AgentId id, BlockId block, Attribution by) {
    freshness.refresh(id);
    boolean inGit = isInGit(id);
    if (!database.read(tables -> tables.attachments().contains(id, block))) {
      throw NotFoundException.attachment(id, block);
    }
    if (inGit) {
      return views.after(git.detach(id, block, by));
    }
    return plain.detach(id, block)
        ? views.ofRows(id)
        : detach(id, block, by); // came to git just now
  }
}
