package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import java.time.Instant;

/**
 * An agent that is deleted and can be brought back.
 *
 * @param name that it had
 * @param deletedAt by the object store's clock
 * @param restorableUntil what it knew is kept until then at least
 */
public record DeletedAgent(AgentId id, String name, Instant deletedAt, Instant restorableUntil) {}
