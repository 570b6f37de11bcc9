package dev.mneme.git;

import dev.mneme.agent.Agent;

/**
 * The agent as the hidden ref keeps it, so that an empty database can be restored from the
 * repository alone.
 */
public record AgentRecord(Agent agent) {}
