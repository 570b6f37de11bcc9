package dev.mneme.git;

import dev.mneme.agent.AgentId;
import dev.mneme.git.storage.RepositoryId;
import dev.mneme.git.storage.RepositoryLogs;

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
}
