package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import java.util.List;

/** Agents: create, read, change, delete, list. */
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class AgentService {
  AgentService() {}

  /**
   * Creates an agent with its blocks.
   *
   * <p>A block labelled {@code human} or {@code persona} without description gets one.
   *
   * @throws NotFoundException if a block that is to be attached is not there
   * @throws ConflictException if two of its blocks have the same label
   */
  public AgentView create(NewAgent agent, Attribution by) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * The agent with its blocks, fresh.
   *
   * @throws NotFoundException if it is not there
   */
  public AgentView get(AgentId id) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Applies a patch; {@code updatedAt} moves in any case.
   *
   * <p>If the resulting tags contain {@code git-memory-enabled}, git memory is enabled; without
   * effect, and without a commit, where it is enabled already.
   *
   * @throws NotFoundException if the agent, or a block to attach, is not there
   * @throws ConflictException if two of its blocks would have the same label
   */
  public AgentView modify(AgentId id, AgentPatch patch, Attribution by) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Deletes an agent; its blocks stay, detached.
   *
   * @throws NotFoundException if it is not there
   */
  public void delete(AgentId id, Attribution by) {
    throw new UnsupportedOperationException("not yet");
  }

  /** The agents that a query asks for. */
  public List<AgentView> list(AgentQuery query) {
    throw new UnsupportedOperationException("not yet");
  }

  /** How many agents fit the filters of a query, whatever its page. */
  public long count(AgentQuery query) {
    throw new UnsupportedOperationException("not yet");
  }
}
