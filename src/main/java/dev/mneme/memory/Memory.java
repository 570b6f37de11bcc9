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
    SearchService search,
    SharedRepositoryService sharedRepositories,
    PushService pushes,
    DeletedAgents deleted,
    HistoryService history,
    FileService files,
    CommitService commits,
    UndoService undo,
    PastService past,
    PromptService prompts,
    EventService events,
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
    var marking = new Marks(database, marks);
    var rules = new Rules(mode, limits);
    var plain = new PlainMemory(database, creation);
    var rows = new MemoryRows(database);
    var enabling = new Enabling(rows);
    var changes = new GitChanges(repositories, database, marking, enabling, creation);
    var sharing = new Sharing(database, changes, rows);
    var gitBlocks = new GitBlocks(database, changes, sharing, rows, rules, creation);
    var gitAgents = new GitAgents(changes, enabling, gitBlocks, sharing, rows);
    var lifeCycle =
        new GitLifeCycle(repositories, rows, plain, changes, enabling, sharing, creation);
    var sharedRows = new SharedRows(repositories.shared(), database, creation);
    var freshness = new Freshness(repositories, database, lifeCycle, sharedRows);
    var agents =
        new AgentService(
            database,
            freshness,
            plain,
            gitAgents,
            lifeCycle,
            creation,
            ids,
            new RandomNames(random));
    var blocks = new BlockService(database, freshness, plain, gitBlocks, creation, ids);
    var shared =
        new SharedRepositoryService(
            repositories.shared(), database, freshness, rules, creation, ids);
    var newBlocks = new PushedBlocks(database, creation, ids);
    var pushes =
        new PushService(
            repositories, database, freshness, lifeCycle, marking, sharing, rules, newBlocks);
    var writer = new FileWriter(pushes, changes, sharing, rules);
    var moments = new Moments(pushes);
    var facts = new FileFacts();
    return new Memory(
        agents,
        blocks,
        new CoreMemoryService(database, freshness, plain, gitBlocks, blocks),
        new TagService(database, freshness),
        new SearchService(database, freshness),
        shared,
        pushes,
        new DeletedAgents(repositories, database, freshness, changes, sharing, sharedRows),
        new HistoryService(moments, shared),
        new FileService(moments, facts),
        new CommitService(writer, newBlocks),
        new UndoService(moments, writer, newBlocks),
        new PastService(database, freshness, moments),
        new PromptService(agents, moments, facts),
        new EventService(pushes, repositories),
        new Repair(repositories, database, freshness, sharing, sharedRows));
  }
}
