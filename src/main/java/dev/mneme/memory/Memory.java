package dev.mneme.memory;

import dev.mneme.block.ContentLimits;
import dev.mneme.block.RulesMode;
import dev.mneme.database.Database;
import dev.mneme.database.Durability;
import dev.mneme.git.MemoryRepositories;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** The use cases, as {@code http} and {@code mcp} get them. */
public record Memory(
    AgentService agents,
    BlockService blocks,
    CoreMemoryService coreMemory,
    TagService tags,
    PushService pushes,
    Repair repair) {

  /**
   * Puts the use cases together.
   *
   * @param marks what of the marks that precede commits survives a power loss; {@link
   *     Durability#CACHE} only where that takes this process and the object store down with the
   *     database
   * @param random for names of agents
   */
  public static Memory open(
      Database database,
      MemoryRepositories repositories,
      Durability marks,
      RulesMode mode,
      ContentLimits limits,
      InstantSource clock,
      IdSource ids,
      RandomGenerator random) {
    var creation = new CreationClock(clock);
    var freshness = new Freshness(repositories, database, marks);
    var rules = new Rules(mode, limits);
    var plain = new PlainMemory(database, creation);
    var git = new GitMemory(repositories, database, freshness, rules, creation);
    var agents =
        new AgentService(database, freshness, plain, git, creation, ids, new RandomNames(random));
    var blocks = new BlockService(database, freshness, plain, git, creation, ids);
    return new Memory(
        agents,
        blocks,
        new CoreMemoryService(database, freshness, plain, git, blocks, agents),
        new TagService(database, freshness),
        new PushService(repositories, database, freshness, git, rules, creation, ids),
        new Repair(repositories, database, freshness, git));
  }
}
