package dev.mneme.git;

import dev.mneme.agent.AgentId;
import dev.mneme.agent.SharedRepositoryId;
import dev.mneme.block.Uuid4;
import dev.mneme.git.storage.RepositoryId;
import dev.mneme.git.storage.RepositoryLogs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

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

  /** Repositories in the store, ended ones too. */
  public record Listed(List<AgentId> agents, List<SharedRepositoryId> shared) {
    private static Listed of(List<RepositoryId> ids) {
      return new Listed(
          ids(ids, AgentId.PREFIX, AgentId::new),
          ids(ids, SharedRepositoryId.PREFIX, SharedRepositoryId::new));
    }

    private static <T> List<T> ids(List<RepositoryId> all, String prefix, Function<String, T> id) {
      return all.stream()
          .map(RepositoryId::value)
          .filter(text -> Uuid4.matches(prefix, text))
          .map(id)
          .toList();
    }
  }

  /** All of them; reads the store's list. */
  public Listed list() {
    return Listed.of(logs.list());
  }

  /**
   * The agents whose repositories go beyond what the caller knows of them, and all repositories
   * that agents share; reads the store's list.
   *
   * @param known up to which record; an agent that is not in it is not known at all
   */
  public Listed beyond(Map<AgentId, Long> known) {
    Map<String, Long> seqs = new HashMap<>();
    known.forEach((agent, seq) -> seqs.put(agent.value(), seq));
    return Listed.of(logs.beyond(id -> seqs.getOrDefault(id.value(), -1L)));
  }

  /**
   * Tells somebody of every commit to an agent's repository that this process makes, after it is
   * durable.
   *
   * @param listener called while the next writer waits, so it must return at once
   */
  public void whenCommitted(Consumer<AgentId> listener) {
    logs.whenCommitted(id -> Listed.of(List.of(id)).agents().forEach(listener));
  }
}
