package dev.mneme.http.git;

import dev.mneme.agent.AgentId;
import dev.mneme.git.MemoryRepository;
import dev.mneme.memory.Attribution;
import dev.mneme.memory.Push;
import dev.mneme.memory.PushService;

/** The repository of an agent's memory. */
record MemoryRemote(PushService pushes, AgentId agent, Attribution by, String root)
    implements Remote {

  @Override
  public MemoryRepository forFetch() {
    return pushes.forFetch(agent, by);
  }

  @Override
  public MemoryRepository forPush() {
    return pushes.forPush(agent, by);
  }

  @Override
  public Push begin(boolean allowSecrets) {
    return pushes.begin(agent, allowSecrets, by);
  }

  @Override
  public String linkTo(String commit) {
    return "%s/ui/agents/%s/commits/%s".formatted(root, agent, commit);
  }

  @Override
  public String name() {
    return "The repository of agent " + agent;
  }
}
