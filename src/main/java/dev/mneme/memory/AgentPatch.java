package dev.mneme.memory;

import dev.mneme.agent.Agent;
import dev.mneme.block.BlockId;
import dev.mneme.block.JsonMap;
import dev.mneme.block.Tags;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes to an agent; null leaves a field as it is.
 *
 * @param name as in {@link NewAgent}
 * @param tags the whole new set; empty clears
 * @param blockIds the whole new set of attached blocks; empty detaches all
 * @param fields members that are not null are put over the old ones
 */
public record AgentPatch(
    @Nullable String name,
    @Nullable Tags tags,
    @Nullable List<BlockId> blockIds,
    @Nullable Boolean hidden,
    JsonMap fields) {
  private static final String CLI_MARK = "origin:letta-code";

  /** No change. */
  public static final AgentPatch NONE = new AgentPatch(null, null, null, null, JsonMap.EMPTY);

  public AgentPatch {
    name = name == null ? null : AgentName.require(name);
    tags = tags == null ? null : Text.clean(tags);
    blockIds = blockIds == null ? null : blockIds.stream().distinct().toList();
    fields = Fields.withoutNulls(fields);
  }

  /** A patch of the tags alone. */
  public static AgentPatch ofTags(Tags tags) {
    return new AgentPatch(null, tags, null, null, JsonMap.EMPTY);
  }

  /** The agent as it is after these changes, the attached blocks aside. */
  public Agent applyTo(Agent old, Instant updatedAt) {
    return new Agent(
        old.id(),
        old.organization(),
        name == null ? old.name() : name,
        tags == null ? old.tags() : tagsOver(old, tags),
        hidden == null ? old.hidden() : hidden,
        Fields.merge(old.fields(), fields),
        old.createdAt(),
        updatedAt);
  }

  /**
   * The letta CLI enables git memory and then marks the agent as its own with the tags that it had
   * read before, which would disable it again at once. So a patch that sets this mark leaves git
   * memory as it is.
   */
  private static Tags tagsOver(Agent old, Tags tags) {
    boolean marks = tags.contains(CLI_MARK) && !old.tags().contains(CLI_MARK);
    return marks && old.hasGitMemory() ? tags.with(Agent.GIT_MEMORY_TAG) : tags;
  }
}
