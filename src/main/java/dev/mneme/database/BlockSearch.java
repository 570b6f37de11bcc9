package dev.mneme.database;

import dev.mneme.agent.AgentId;
import dev.mneme.search.SearchText;
import java.util.List;

/**
 * Finds blocks by their text: in the label, the description or the value.
 *
 * <p>A word in the label counts more than one in the description, and that more than one in the
 * value; a word that few blocks have counts more than one that many have. What is equally good
 * comes in the order of agents, then of labels.
 */
public interface BlockSearch {

  /** A block that was found in an agent. */
  record Found(AgentId agent, StoredBlock block, double score) {}

  /**
   * The best blocks that one agent has.
   *
   * @param limit how many at most
   */
  List<Found> in(AgentId agent, SearchText sought, int limit);

  /** The best blocks that any agent has; one that several have is found in each. */
  List<Found> everywhere(SearchText sought, int limit);
}
