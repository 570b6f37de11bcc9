package dev.mneme.memory;

import dev.mneme.agent.Actor;
import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockId;
import dev.mneme.block.ContentLimits;
import dev.mneme.block.JsonMap;
import dev.mneme.block.RulesMode;
import dev.mneme.block.Tags;
import dev.mneme.database.Database;
import dev.mneme.database.DatabaseSettings;
import dev.mneme.database.Durability;
import dev.mneme.git.MemoryRepositories;
import dev.mneme.git.storage.RepositoryLogs;
import dev.mneme.objects.ObjectStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One process's use cases, on a database file and an object store that others may share. */
final class MemoryNode implements AutoCloseable {
  static final Attribution BY = Attribution.of(Actor.DEFAULT);
  static final String GIT = dev.mneme.agent.Agent.GIT_MEMORY_TAG;

  final Database database;
  final Memory memory;
  final MemoryRepositories repositories;
  private final RepositoryLogs logs;

  MemoryNode(Path databaseFile, ObjectStore store) {
    this.database = Database.open(DatabaseSettings.of(databaseFile));
    this.logs =
        new RepositoryLogs(store, "test", Clock.systemUTC(), new SecureRandom(), Runnable::run);
    this.repositories = new MemoryRepositories(logs);
    this.memory =
        Memory.open(
            database,
            repositories,
            Durability.CACHE,
            RulesMode.STANDARD,
            ContentLimits.DEFAULT,
            Clock.systemUTC(),
            IdSource.random(),
            new SecureRandom());
  }

  /** An agent with one block for each label, whose value is its label. */
  AgentId agent(List<String> tags, String... labels) {
    List<NewBlock> blocks =
        List.of(labels).stream().map(label -> NewBlock.of(label, label)).toList();
    var agent = new NewAgent(null, blocks, List.of(), Tags.of(tags), null, JsonMap.EMPTY);
    return memory.agents().create(agent, BY).agent().id();
  }

  BlockId block(String label) {
    return memory.blocks().create(NewBlock.of(label, label), BY).block().id();
  }

  BlockId blockOf(AgentId agent, String label) {
    return memory.coreMemory().get(agent, label).block().id();
  }

  /** What an agent shows of itself and its blocks. */
  AgentView view(AgentId agent) {
    return memory.agents().get(agent);
  }

  /** All agents that have git memory, hidden ones too. */
  List<AgentView> gitAgents() {
    AgentQuery all = AgentQuery.DEFAULT;
    var query =
        new AgentQuery(
            null,
            null,
            List.of(GIT),
            false,
            null,
            null,
            null,
            null,
            List.of(),
            true,
            all.orderBy(),
            Page.first(1_000, Order.ASC));
    return memory.agents().list(query);
  }

  String value(BlockId block) {
    return memory.blocks().get(block).block().value();
  }

  static AgentPatch tags(String... tags) {
    return AgentPatch.ofTags(Tags.of(List.of(tags)));
  }

  static AgentPatch field(String name, Object value) {
    Map<String, @Nullable Object> fields = Map.of(name, value);
    return new AgentPatch(null, null, null, null, new JsonMap(fields));
  }

  @Override
  public void close() {
    logs.close();
    database.close();
  }
}
