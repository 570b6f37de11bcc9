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
        tags == null ? old.tags() : tags,
        hidden == null ? old.hidden() : hidden,
        Fields.merge(old.fields(), fields),
        old.createdAt(),
        updatedAt);
  }
}
