package dev.mneme.git;

import dev.mneme.agent.AgentId;
import dev.mneme.agent.Permission;
import dev.mneme.agent.SharedRepository;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A shared repository as its own hidden ref keeps it, so that an empty database can be restored
 * from the repository alone.
 *
 * @param agents what each agent that has it may do
 */
public record SharedRecord(SharedRepository repository, Map<AgentId, Permission> agents) {
  public SharedRecord {
    agents = Collections.unmodifiableMap(new TreeMap<>(agents));
  }

  /** The same after an agent has got it, or lost it. */
  public SharedRecord with(AgentId agent, Optional<Permission> permission) {
    Map<AgentId, Permission> changed = new TreeMap<>(agents);
    permission.ifPresentOrElse(p -> changed.put(agent, p), () -> changed.remove(agent));
    return new SharedRecord(repository, changed);
  }
}
