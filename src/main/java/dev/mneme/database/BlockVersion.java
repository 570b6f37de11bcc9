package dev.mneme.database;

import dev.mneme.block.CodePointOrder;
import java.util.Comparator;

/**
 * Which write a block's content comes from. Of two, the larger one is the block: design.md, "A
 * block attached to several git-enabled agents".
 *
 * @param version grows with every write; 0 of a block that was never written again
 * @param repositoryId where it was written; empty if only in SQL
 */
public record BlockVersion(long version, String repositoryId) implements Comparable<BlockVersion> {
  /** Of a new block that is only in SQL. */
  public static final BlockVersion PLAIN = new BlockVersion(0, "");

  private static final Comparator<BlockVersion> ORDER =
      Comparator.comparingLong(BlockVersion::version)
          .thenComparing(BlockVersion::repositoryId, CodePointOrder.INSTANCE);

  /** Of the next write if that is only in SQL: larger than any copy of what was there before. */
  BlockVersion nextInRows() {
    return new BlockVersion(version + 1, "");
  }

  @Override
  public int compareTo(BlockVersion other) {
    return ORDER.compare(this, other);
  }
}
