package dev.mneme.database;

import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A block in an agent, with the file it was taken over from.
 *
 * @param label the label that it has in this agent
 * @param attachedAt the agent with the earliest is the block's primary one
 * @param path the file in the agent's repository, or null if it has none
 * @param blobId the id of that file's content, in hex, or null
 * @param stateBlobId the id of what {@code refs/mneme/state} says of it, in hex, or null
 * @param taken the version of that file
 */
public record AttachedFile(
    AgentId agent,
    BlockId block,
    String label,
    Instant attachedAt,
    @Nullable String path,
    @Nullable String blobId,
    @Nullable String stateBlobId,
    BlockVersion taken) {

  /** A block attached without a file. */
  public static AttachedFile plain(AgentId agent, BlockId block, String label, Instant at) {
    return new AttachedFile(agent, block, label, at, null, null, null, BlockVersion.PLAIN);
  }
}
