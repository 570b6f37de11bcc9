package dev.mneme.memory;

import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.block.Block;
import dev.mneme.block.BlockId;
import dev.mneme.database.AttachedFile;
import dev.mneme.database.BlockSelection;
import dev.mneme.database.BlockVersion;
import dev.mneme.database.Database;
import dev.mneme.database.StoredBlock;
import dev.mneme.database.StoredRepository;
import dev.mneme.database.Tables;
import java.util.List;
import java.util.Optional;

/** Blocks by their ids, attached or not: create, read, change, delete, list. */
public final class BlockService {
  private final Database database;
  private final Freshness freshness;
  private final PlainMemory plain;
  private final GitBlocks git;
  private final CreationClock clock;
  private final IdSource ids;

  BlockService(
      Database database,
      Freshness freshness,
      PlainMemory plain,
      GitBlocks git,
      CreationClock clock,
      IdSource ids) {
    this.database = database;
    this.freshness = freshness;
    this.plain = plain;
    this.git = git;
    this.clock = clock;
    this.ids = ids;
  }

  /** Creates a block that no agent has; labels need not be unique among those. */
  public BlockView create(NewBlock block, Attribution by) {
    Block made = block.withId(new BlockId(BlockId.PREFIX + ids.uuid()));
    plain.create(new StoredBlock(made, BlockVersion.PLAIN, clock.next()));
    return BlockView.plain(made);
  }

  /**
   * The block, hidden or not, fresh.
   *
   * @throws NotFoundException if it is not there
   */
  public BlockView get(BlockId id) {
    List<AgentId> agents = freshness.refreshBlock(id);
    return database.read(tables -> {
      StoredBlock stored = stored(tables, id);
      return agents.stream()
          .findFirst()
          .flatMap(agent -> tables.files().find(agent, id))
          .map(file -> view(tables, stored, file))
          .orElseGet(() -> BlockView.plain(stored.block()));
    });
  }

  private static StoredBlock stored(Tables tables, BlockId id) {
    return tables.blocks().find(id).orElseThrow(() -> NotFoundException.block(id));
  }

  /** A block as it is in the repository of an agent. */
  static BlockView view(Tables tables, StoredBlock stored, AttachedFile file) {
    String commit =
        tables.repositories().find(file.agent()).map(StoredRepository::tip).orElse(null);
    return new BlockView(stored.block(), BlobIds.of(stored, file), commit, List.of());
  }

  /**
   * Applies a patch, in every agent that has the block; one that changes nothing gives the block
   * back.
   *
   * @throws NotFoundException if it is not there
   * @throws ConflictException if an agent has another block with the new label
   */
  public BlockView modify(BlockId id, BlockPatch patch, Attribution by) {
    return modify(id, patch, Precondition.NONE, by);
  }

  /**
   * The same if what is there is what the caller expects.
   *
   * @throws PreconditionFailedException if it is not
   */
  public BlockView modify(BlockId id, BlockPatch patch, Precondition precondition, Attribution by) {
    List<AgentId> agents = freshness.refreshBlock(id);
    return agents.isEmpty()
        ? modifyPlain(id, patch, precondition)
            .orElseGet(() -> modify(id, patch, precondition, by)) // came to git just now
        : modifyInGit(agents.getFirst(), id, patch, precondition, by);
  }

  private Optional<BlockView> modifyPlain(BlockId id, BlockPatch patch, Precondition precondition) {
    return plain
        .modify(
            id,
            old -> {
              precondition.require(BlockView.plain(old));
              return patch.applyTo(old);
            })
        .map(BlockView::plain);
  }

  BlockView modifyInGit(
      AgentId agent, BlockId id, BlockPatch patch, Precondition precondition, Attribution by) {
    return git.modify(agent, id, patch::applyTo, precondition, by);
  }

  /**
   * Deletes a block; every agent that has it loses it.
   *
   * @throws NotFoundException if it is not there
   */
  public void delete(BlockId id, Attribution by) {
    freshness.refreshBlock(id);
    git.remove(id, by);
    if (!plain.delete(id)) {
      delete(id, by); // came to git just now
    }
  }

  /** The blocks that a query asks for. */
  public List<Block> list(BlockQuery query) {
    freshness.refreshAll();
    Page page = query.page();
    return database
        .read(tables ->
            selection(tables, query)
                .byCreation(page.order().descending())
                .list(page.before(), page.after(), page.limit()))
        .stream()
        .map(StoredBlock::block)
        .toList();
  }

  /** How many blocks fit the filters of a query, whatever its page. */
  public long count(BlockQuery query) {
    freshness.refreshAll();
    return database.read(tables -> selection(tables, query).count());
  }

  private static BlockSelection selection(Tables tables, BlockQuery query) {
    BlockSelection blocks = tables.blocks().select();
    Optional.ofNullable(query.label()).ifPresent(blocks::labelled);
    Optional.ofNullable(query.labelSearch()).ifPresent(blocks::labelContaining);
    Optional.ofNullable(query.valueSearch()).ifPresent(blocks::valueContaining);
    Optional.ofNullable(query.descriptionSearch()).ifPresent(blocks::descriptionContaining);
    Optional.ofNullable(query.templateName()).ifPresent(blocks::templateNamed);
    Optional.ofNullable(query.projectId()).ifPresent(blocks::ofProject);
    Optional.ofNullable(query.connectedMoreThan()).ifPresent(blocks::connectedToMoreThan);
    Optional.ofNullable(query.connectedFewerThan()).ifPresent(blocks::connectedToFewerThan);
    if (!query.connectedExactly().isEmpty()) {
      blocks.connectedTo(query.connectedExactly());
    }
    if (!query.tags().isEmpty()) {
      blocks.tagged(query.tags(), query.matchAllTags());
    }
    if (query.identityId() != null || !query.identifierKeys().isEmpty()) {
      blocks.nothing();
    }
    switch (query.templates()) {
      case EXCLUDED -> blocks.templates(false);
      case ONLY -> blocks.templates(true);
      case INCLUDED -> {}
    }
    return query.showHidden() ? blocks : blocks.withoutHidden();
  }

  /**
   * The agents that have a block, hidden ones too, ordered by creation.
   *
   * @throws NotFoundException if the block is not there
   */
  public List<AgentView> agentsOf(BlockId id, Page page) {
    get(id);
    return database.read(tables -> {
      List<Agent> agents =
          tables
              .agents()
              .select()
              .having(id)
              .byCreation(page.order().descending())
              .list(page.before(), page.after(), page.limit());
      return AgentViews.of(tables, agents);
    });
  }
}
