package dev.mneme.git;

import dev.mneme.agent.AgentId;
import dev.mneme.block.Uuid4;
import dev.mneme.git.storage.RepositoryId;
import dev.mneme.git.storage.RepositoryLogs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  /** The repositories that agents share, in the same store. */
  public SharedRepositories shared() {
    return new SharedRepositories(logs);
  }

  /** The agents whose repositories are in the store, closed ones too; reads the store's list. */
  public List<AgentId> list() {
    return agents(logs.list());
  }

  /**
   * The agents whose repositories go beyond what the caller knows of them; reads the store's list.
   *
   * @param known up to which record; an agent that is not in it is not known at all
   */
  public List<AgentId> beyond(Map<AgentId, Long> known) {
    Map<String, Long> seqs = new HashMap<>();
    known.forEach((agent, seq) -> seqs.put(agent.value(), seq));
    return agents(logs.beyond(id -> seqs.getOrDefault(id.value(), -1L)));
  }

  private static List<AgentId> agents(List<RepositoryId> ids) {
    return ids.stream()
        .map(RepositoryId::value)
        .filter(id -> Uuid4.matches(AgentId.PREFIX, id))
        .map(AgentId::new)
        .toList();
  }
}
