package dev.mneme.git;

import dev.mneme.git.storage.FileVersion;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change of a memory repository, made on top of one {@link MemoryView}.
 *
 * @param message subject of the commit on {@code main}; no commit is made where {@code files}
 *     changes nothing
 * @param files what is to be by path; empty means that the file is removed
 * @param blocks what the hidden ref says of block files, by path; empty means that it says nothing
 *     any more
 * @param agent the agent's record on the hidden ref, or null if it stays as it is
 * @param versions of the block files that change, by path
 */
public record Proposal(
    String message,
    Map<String, Optional<NewFile>> files,
    Map<String, Optional<BlockState>> blocks,
    @Nullable AgentRecord agent,
    Map<String, FileVersion> versions) {
  public Proposal {
    files = Map.copyOf(files);
    blocks = Map.copyOf(blocks);
    versions = Map.copyOf(versions);
  }

  /** Whether nothing is proposed. */
  public boolean isEmpty() {
    return files.isEmpty() && blocks.isEmpty() && agent == null;
  }
}
