package dev.mneme.http.git;

import dev.mneme.agent.AgentId;
import dev.mneme.git.MemoryRepository;
import dev.mneme.memory.Push;
import dev.mneme.memory.SharedRepositoryService;

/** A shared repository, as one of the agents that have it. */
record SharedRemote(
    SharedRepositoryService repositories, AgentId agent, String repository, String root)
    implements Remote {

  @Override
  public MemoryRepository forFetch() {
    return repositories.forFetch(agent, repository);
  }

  @Override
  public MemoryRepository forPush() {
    return repositories.forPush(agent, repository);
  }

  @Override
  public Push begin(boolean allowSecrets) {
    return repositories.begin(agent, repository, allowSecrets);
  }

  @Override
  public String linkTo(String commit) {
    return "%s/ui/agents/%s/repositories/%s/commits/%s".formatted(root, agent, repository, commit);
  }

  @Override
  public String name() {
    return "The shared repository '%s'".formatted(repository);
  }
}
