package dev.mneme.bench;

import dev.mneme.agent.Actor;
import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.block.ContentLimits;
import dev.mneme.block.JsonMap;
import dev.mneme.block.RulesMode;
import dev.mneme.block.Tags;
import dev.mneme.database.Database;
import dev.mneme.database.DatabaseSettings;
import dev.mneme.database.Durability;
import dev.mneme.git.MemoryRepositories;
import dev.mneme.git.MemoryRepository;
import dev.mneme.git.storage.RepositoryLogs;
import dev.mneme.memory.Attribution;
import dev.mneme.memory.BlockPatch;
import dev.mneme.memory.IdSource;
import dev.mneme.memory.Memory;
import dev.mneme.memory.NewAgent;
import dev.mneme.memory.NewBlock;
import dev.mneme.objects.ObjectStore;
import dev.mneme.objects.file.FileObjectStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** The use cases on a folder, without HTTP. */
final class InProcess implements AutoCloseable {
  private static final Attribution BY = Attribution.of(Actor.DEFAULT);
  private final ExecutorService fetches = Executors.newVirtualThreadPerTaskExecutor();
  private final SecureRandom random = new SecureRandom();
  private final ObjectStore store;
  private final RepositoryLogs logs;
  private final Database database;
  private final Memory memory;

  InProcess(Path folder) {
    Clock clock = Clock.systemUTC();
    store = new FileObjectStore(folder.resolve("objects"), clock);
    logs = new RepositoryLogs(store, "bench", clock, random, fetches);
    database = Database.open(DatabaseSettings.of(folder.resolve("mneme.db")));
    memory =
        Memory.open(
            database,
            new MemoryRepositories(logs),
            Durability.CACHE,
            RulesMode.STANDARD,
            new ContentLimits(1 << 20, 32 << 20, 10_000, 64 << 20),
            clock,
            IdSource.random(),
            random);
  }

  /** An agent's repository, below the use cases. */
  MemoryRepository repository(AgentId agent) {
    return new MemoryRepositories(logs).of(agent);
  }

  /** A new agent with some blocks, and that many commits that edit the first of them. */
  AgentId newAgent(int blocks, int commits) {
    List<NewBlock> memoryBlocks =
        IntStream.range(0, blocks)
            .mapToObj(i -> NewBlock.of("system/" + Texts.name(i), Texts.value(i, 0)))
            .toList();
    AgentId agent =
        memory
            .agents()
            .create(
                new NewAgent(
                    null,
                    memoryBlocks,
                    List.of(),
                    new Tags(List.of(Agent.GIT_MEMORY_TAG)),
                    null,
                    JsonMap.EMPTY),
                BY)
            .agent()
            .id();
    Edits edits = edits(agent);
    for (int i = 1; i < commits; i++) {
      edits.run();
    }
    return agent;
  }

  /** Edits of an agent's first block, each another text. */
  Edits edits(AgentId agent) {
    return new Edits(agent);
  }

  final class Edits implements Race.Step {
    private final AgentId agent;

    private Edits(AgentId agent) {
      this.agent = agent;
    }

    @Override
    public void run() {
      var patch = BlockPatch.ofValue(Texts.value(0, Texts.next()));
      memory.coreMemory().modify(agent, "system/" + Texts.name(0), patch, BY);
    }
  }

  @Override
  public void close() {
    logs.close();
    fetches.close();
    database.close();
    store.close();
  }
}
