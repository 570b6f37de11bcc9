package dev.mneme.memory;

import dev.mneme.block.Block;
import dev.mneme.database.AttachedFile;
import dev.mneme.database.BlockVersion;
import dev.mneme.database.StoredBlock;
import dev.mneme.git.BlockState;
import dev.mneme.git.MemoryView;
import dev.mneme.git.Proposal;
import dev.mneme.git.storage.FileVersion;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a block's change means for the repository: its file, what the hidden ref says, its version.
 */
final class BlockProposal {
  private BlockProposal() {}

  /**
   * A block that is put where an edit says.
   *
   * @param path where its file was, or null
   * @param stored the block in the rows
   */
  static Proposal of(
      String message,
      Step step,
      @Nullable String path,
      FileEdit edit,
      Block after,
      StoredBlock stored,
      Instant attachedAt) {
    Map<String, Optional<BlockState>> blocks = new HashMap<>();
    if (path != null && !path.equals(edit.to())) {
      blocks.put(path, Optional.empty());
    }
    blocks.put(edit.to(), Optional.of(BlockState.of(after, stored.createdAt(), attachedAt)));
    FileVersion version = version(stored, after, step, path);
    return new Proposal(message, edit.changes(), blocks, null, Map.of(edit.to(), version));
  }

  /**
   * Of a file that holds a block as it is stored, the version of that; otherwise a new one.
   *
   * <p>Of a block whose last write was made in no repository, the first file is that write, made in
   * this one: no repository had it yet. It is not a new write, even under another label, for until
   * the rows know of the file the block may still be written in these alone, and those writes must
   * come out larger.
   */
  private static FileVersion version(
      StoredBlock stored, Block after, Step step, @Nullable String path) {
    BlockVersion known = stored.version();
    if (known.repositoryId().isEmpty() && path == null) {
      return new FileVersion(known.version(), step.repository());
    }
    return after.equals(stored.block()) && !known.repositoryId().isEmpty()
        ? new FileVersion(known.version(), known.repositoryId())
        : next(known, step.view(), path, step.repository());
  }

  /** Larger than every version that this write has seen. */
  private static FileVersion next(
      BlockVersion known, MemoryView view, @Nullable String path, String repository) {
    long base = path == null ? 0 : view.version(path).map(FileVersion::number).orElse(0L);
    return new FileVersion(Math.max(known.version(), base) + 1, repository);
  }

  /** A block's file that goes; nothing if it has none. */
  static Proposal removal(AttachedFile file, String message) {
    String path = file.path();
    if (path == null) {
      return Proposals.NOTHING;
    }
    return new Proposal(
        message.formatted(file.label()),
        Map.of(path, Optional.empty()),
        Map.of(path, Optional.empty()),
        null,
        Map.of());
  }
}
