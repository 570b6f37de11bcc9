package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.block.Block;
import dev.mneme.block.BlockId;
import dev.mneme.block.CodePointOrder;
import dev.mneme.block.Label;
import dev.mneme.database.Database;
import dev.mneme.git.MemoryView;
import dev.mneme.git.Past;
import dev.mneme.memory.PastBlocks.PastBlock;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Blocks as they were at any time: what their files said then, and what the server kept besides.
 *
 * <p>A point in time is a commit, a branch, {@code HEAD} or an instant. Every method throws {@link
 * NotFoundException} if the agent is not there or never had its memory in git, and {@link
 * InvalidException} if the point in time is none.
 */
public final class PastService {
  private final Database database;
  private final Freshness freshness;
  private final Moments moments;

  PastService(Database database, Freshness freshness, Moments moments) {
    this.database = database;
    this.freshness = freshness;
    this.moments = moments;
  }

  /** An agent's blocks, as {@link CoreMemoryService#list} orders them; none before the first. */
  public List<Block> list(AgentId agent, String at, Page page, Attribution by) {
    MemoryView now = moments.now(agent, by);
    List<Block> blocks =
        moments.findPast(now, at).map(past -> new PastBlocks(agent, past).all()).stream()
            .flatMap(List::stream)
            .map(PastBlock::block)
            .toList();
    return paged(blocks, page);
  }

  private static List<Block> paged(List<Block> blocks, Page page) {
    Comparator<String> ascending = CodePointOrder.INSTANCE;
    Comparator<String> order = page.order().descending() ? ascending.reversed() : ascending;
    Stream<Block> all = blocks.stream().sorted(Comparator.comparing(PastService::id, order));
    return all.filter(block -> isBehind(page.after(), id(block), order))
        .filter(block -> page.before() == null || isBehind(id(block), page.before(), order))
        .limit(page.limit())
        .toList();
  }

  private static boolean isBehind(
      @Nullable String cursor, @Nullable String id, Comparator<String> order) {
    return cursor == null || id == null || order.compare(cursor, id) < 0;
  }

  private static String id(Block block) {
    return block.id().value();
  }

  /**
   * The block that had a label in an agent.
   *
   * @throws NotFoundException if there was none, or there was nothing yet
   */
  public BlockView get(AgentId agent, String label, String at, Attribution by) {
    Past past = moments.getPast(moments.now(agent, by), at);
    PastBlocks blocks = new PastBlocks(agent, past);
    return blocks
        .find(label)
        .or(() -> blocks.find(Label.SYSTEM + label))
        .map(block -> view(past, block))
        .orElseThrow(() -> NotFoundException.label(agent, label));
  }

  /**
   * A block by its id, as it was in the repository of the agent that had it first.
   *
   * @throws NotFoundException if it is not there now, was not there then, or no git-enabled agent
   *     has it
   */
  public BlockView get(BlockId id, String at, Attribution by) {
    AgentId agent = firstAgentOf(id);
    Past past = moments.getPast(moments.now(agent, by), at);
    return new PastBlocks(agent, past)
        .all().stream()
            .filter(block -> block.block().id().equals(id))
            .findFirst()
            .map(block -> view(past, block))
            .orElseThrow(() -> NotFoundException.block(id));
  }

  private AgentId firstAgentOf(BlockId id) {
    freshness.compareOnce();
    return database.read(tables -> {
      if (tables.blocks().find(id).isEmpty()) {
        throw NotFoundException.block(id);
      }
      return tables.attachments().gitAgentsOf(id).stream()
          .findFirst()
          .orElseThrow(() ->
              new NotFoundException(
                  ("No agent with git memory has block %s, so nothing is known of its past. Of one"
                          + " that it was detached from, ask"
                          + " /v1/agents/{id}/core-memory/blocks/{label}?at=")
                      .formatted(id)));
    });
  }

  private static BlockView view(Past past, PastBlock block) {
    String blobId = block.blobId();
    return new BlockView(
        block.block(),
        blobId == null ? BlobIds.ofPlain(block.block()) : blobId,
        past.commit().hex(),
        List.of());
  }
}
