package dev.mneme.git;

import dev.mneme.agent.AgentId;
import dev.mneme.block.Uuid4;
import dev.mneme.git.storage.RepositoryId;
import dev.mneme.git.storage.RepositoryLogs;
import java.util.List;

/** The memory repositories of all agents. */
public final class MemoryRepositories {
  private final RepositoryLogs logs;

  public MemoryRepositories(RepositoryLogs logs) {
    this.logs = logs;
  }

  /** The repository of an agent, whether or not it has been created. */
  public MemoryRepository of(AgentId agent) {
    return new MemoryRepository(logs.log(new RepositoryId(agent.value())));
  }

  /** The agents whose repositories are in the store, closed ones too; reads the store's list. */
  public List<AgentId> list() {
    return logs.list().stream()
        .map(RepositoryId::value)
        .filter(id -> Uuid4.matches(AgentId.PREFIX, id))
        .map(AgentId::new)
        .toList();
  }
}
