package dev.mneme.memory;

import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.block.Block;
import dev.mneme.block.BlockId;
import dev.mneme.database.BlockSelection;
import dev.mneme.database.BlockVersion;
import dev.mneme.database.Database;
import dev.mneme.database.StoredBlock;
import dev.mneme.database.StoredRepository;
import dev.mneme.database.Tables;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    return new BlockView(made, null, List.of());
  }

  /**
   * The block, hidden or not, fresh.
   *
   * @throws NotFoundException if it is not there
   */
  public BlockView get(BlockId id) {
    List<AgentId> agents = freshness.refreshBlock(id);
    return database.read(
        tables -> new BlockView(block(tables, id), commit(tables, agents), List.of()));
  }

  private static Block block(Tables tables, BlockId id) {
    return tables.blocks().find(id).orElseThrow(() -> NotFoundException.block(id)).block();
  }

  private static @Nullable String commit(Tables tables, List<AgentId> agents) {
    return agents.stream()
        .findFirst()
        .flatMap(agent -> tables.repositories().find(agent))
        .map(StoredRepository::tip)
        .orElse(null);
  }

  /**
   * Applies a patch, in every agent that has the block; one that changes nothing gives the block
   * back.
   *
   * @throws NotFoundException if it is not there
   * @throws ConflictException if an agent has another block with the new label
   */
  public BlockView modify(BlockId id, BlockPatch patch, Attribution by) {
    List<AgentId> agents = freshness.refreshBlock(id);
    return agents.isEmpty()
        ? modifyPlain(id, patch).orElseGet(() -> modify(id, patch, by)) // came to git just now
        : modifyInGit(agents.getFirst(), id, patch, by);
  }

  private Optional<BlockView> modifyPlain(BlockId id, BlockPatch patch) {
    return plain.modify(id, patch::applyTo).map(block -> new BlockView(block, null, List.of()));
  }

  BlockView modifyInGit(AgentId agent, BlockId id, BlockPatch patch, Attribution by) {
    return git.modify(agent, id, patch::applyTo, by);
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
