package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.git.MemoryView;

/**
 * An agent's repository after a change that stands.
 *
 * @param view the state after the change
 * @param inRows whether the rows could be brought up to that state; if not, they must not be what
 *     the change is answered from
 */
record Changed(AgentId agent, MemoryView view, boolean inRows) {}
