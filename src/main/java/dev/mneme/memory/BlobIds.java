package dev.mneme.memory;

import dev.mneme.block.Block;
import dev.mneme.block.BlockContent;
import dev.mneme.block.BlockFile;
import dev.mneme.block.Label;
import dev.mneme.block.UnwritableBlockException;
import dev.mneme.database.AttachedFile;
import dev.mneme.database.StoredBlock;
import dev.mneme.git.GitId;
import org.jspecify.annotations.Nullable;

/** By which id a block's content is known: that of its file, or the one its file would have. */
final class BlobIds {
  /** Stands for a label that can be no path; the label is not in the file. */
  private static final Label ANY = Label.of("block");

  private BlobIds() {}

  /**
   * The id of the content of an agent's block, in hex; null if no file could hold it. Where the
   * block was written elsewhere and this agent's file is behind, the file does not count.
   */
  static @Nullable String of(StoredBlock stored, AttachedFile file) {
    String blobId = file.blobId();
    return blobId != null && file.taken().equals(stored.version())
        ? blobId
        : ofPlain(stored.block());
  }

  /** The id that the file of a block would have, in hex; null if no file could hold it. */
  static @Nullable String ofPlain(Block block) {
    try {
      Label label = GitLabels.find(block.label()).orElse(ANY);
      return GitId.ofFile(BlockFile.create(label, BlockContent.of(block)).toBytes()).hex();
    } catch (UnwritableBlockException e) {
      return null;
    }
  }
}
