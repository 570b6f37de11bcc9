package dev.mneme.block;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of a block that its file may say: all that git can change, and nothing of what only the
 * server knows (ids, tags).
 *
 * @param value the text itself
 * @param description what the block is for, or null; an empty one is none, as in the file
 * @param limitChars how many code points the value should have at most
 * @param readOnly whether the agent may not change it
 */
public record BlockContent(
    String value,
    @Nullable String description,
    int limitChars,
    boolean readOnly,
    JsonMap metadata) {

  public BlockContent {
    description = Objects.equals(description, "") ? null : description;
  }

  /** That part of a block. */
  public static BlockContent of(Block block) {
    return new BlockContent(
        block.value(), block.description(), block.limit(), block.readOnly(), block.metadata());
  }

  /** What a block is that comes by push, as far as its file says nothing. */
  public static BlockContent ofNew(Label label) {
    return new BlockContent(
        "", label.defaultDescription(), Block.DEFAULT_LIMIT, false, JsonMap.EMPTY);
  }

  /** The same with another value. */
  public BlockContent withValue(String newValue) {
    return new BlockContent(newValue, description, limitChars, readOnly, metadata);
  }
}
