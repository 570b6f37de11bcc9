package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.database.Database;
import dev.mneme.database.Durability;

/**
 * Says of an agent's rows, before a record of its repository is written, that they may be older
 * than the repository from then on. Nobody clears a mark: taking over that record does.
 */
final class Marks {
  private final Database database;
  private final Durability durability;

  /**
   * @param durability {@link Durability#CACHE} only where a power loss takes every process down
   *     with the database
   */
  Marks(Database database, Durability durability) {
    this.database = database;
    this.durability = durability;
  }

  /**
   * Says that record {@code seq} of an agent's repository may come to be.
   *
   * @throws NotFoundException if the agent is not there any more: then nothing may be written, for
   *     whoever deleted it has not found a repository to end
   */
  void mark(AgentId agent, long seq) {
    database.write(
        durability,
        tables -> {
          if (!tables.agents().contains(agent)) {
            throw NotFoundException.agent(agent);
          }
          tables.repositories().mark(agent, seq);
          return true;
        });
  }

  /** The same of an agent that comes into being, or back, with that record. */
  void markComing(AgentId agent, long seq) {
    database.write(
        durability,
        tables -> {
          tables.repositories().mark(agent, seq);
          return true;
        });
  }
}
