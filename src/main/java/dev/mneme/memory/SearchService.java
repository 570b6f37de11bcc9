package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.block.Block;
import dev.mneme.database.BlockSearch;
import dev.mneme.database.Database;
import dev.mneme.search.Excerpt;
import dev.mneme.search.SearchText;
import java.util.List;

/** Finds blocks by their text. */
public final class SearchService {
  private final Database database;
  private final Freshness freshness;

  SearchService(Database database, Freshness freshness) {
    this.database = database;
    this.freshness = freshness;
  }

  /**
   * A block that was found.
   *
   * @param score larger is better; says nothing by itself
   * @param excerpt of its value, or of its label or description where only those have it
   */
  public record Hit(AgentId agent, Block block, double score, Excerpt excerpt) {}

  /**
   * The best of an agent's blocks, the best first.
   *
   * @throws NotFoundException if the agent is not there
   */
  public List<Hit> in(AgentId agent, SearchText sought, int limit) {
    freshness.refresh(agent);
    return hits(
        sought,
        database.read(tables -> {
          MemoryRows.requireAgent(tables, agent);
          return tables.search().in(agent, sought, limit);
        }));
  }

  /** The best of all agents' blocks, the best first. */
  public List<Hit> everywhere(SearchText sought, int limit) {
    freshness.refreshAll();
    return hits(sought, database.read(tables -> tables.search().everywhere(sought, limit)));
  }

  private static List<Hit> hits(SearchText sought, List<BlockSearch.Found> found) {
    return found.stream().map(each -> hit(sought, each)).toList();
  }

  private static Hit hit(SearchText sought, BlockSearch.Found found) {
    Block block = found.block().block();
    return new Hit(found.agent(), block, found.score(), excerpt(block, sought));
  }

  private static Excerpt excerpt(Block block, SearchText sought) {
    Excerpt value = Excerpt.of(block.value(), sought);
    if (!value.marks().isEmpty()) {
      return value;
    }
    String description = block.description();
    Excerpt other = Excerpt.of(description == null ? "" : description, sought);
    return other.marks().isEmpty() ? Excerpt.of(block.label(), sought) : other;
  }
}
