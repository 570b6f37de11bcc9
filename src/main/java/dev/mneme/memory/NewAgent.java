package dev.mneme.memory;

import dev.mneme.block.BlockId;
import dev.mneme.block.JsonMap;
import dev.mneme.block.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent that is to be created.
 *
 * @param name null for a random one; otherwise letters, marks and digits of any language, {@code
 *     _}, space, {@code '} and {@code -}, else {@link InvalidException}
 * @param memoryBlocks blocks to create and attach, in this order
 * @param blockIds blocks that are there, to attach after those
 * @param tags with {@code git-memory-enabled} the agent is born with git memory, with {@code
 *     role:subagent} it is hidden unless {@code hidden} says otherwise
 * @param hidden null if nobody said
 * @param fields all other fields under their names in Letta's API; null values are dropped
 */
public record NewAgent(
    @Nullable String name,
    List<NewBlock> memoryBlocks,
    List<BlockId> blockIds,
    Tags tags,
    @Nullable Boolean hidden,
    JsonMap fields) {

  /** An agent of whom nothing is said. */
  public static final NewAgent EMPTY =
      new NewAgent(null, List.of(), List.of(), Tags.NONE, null, JsonMap.EMPTY);

  public NewAgent {
    name = name == null ? null : AgentName.require(name);
    memoryBlocks = List.copyOf(memoryBlocks);
    blockIds = blockIds.stream().distinct().toList();
    tags = Text.clean(tags);
    fields = Fields.withoutNulls(fields);
  }
}
