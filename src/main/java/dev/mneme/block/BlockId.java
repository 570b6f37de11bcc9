package dev.mneme.block;

/**
 * The id of a block; it stays the same while the block is renamed, detached and attached again.
 *
 * @param value {@code block-} and a lower-case version 4 uuid
 */
public record BlockId(String value) implements Comparable<BlockId> {
  /** What every such id begins with. */
  public static final String PREFIX = "block-";

  public BlockId {
    Uuid4.require(PREFIX, value);
  }

  @Override
  public int compareTo(BlockId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
