package dev.mneme.block;

import org.jspecify.annotations.Nullable;

/**
 * Which of our keys a block's file has, and what they say. A key that is absent, or has a value of
 * another type, leaves the block as it was.
 *
 * @param hasDescription whether the file says anything about the description, be it that there is
 *     none
 * @param description the description, or null if there is none or the file does not say
 * @param limitChars the limit in code points, positive, or null if the file does not say
 * @param readOnly null if the file does not say
 * @param metadata null if the file does not say
 */
public record BlockFields(
    boolean hasDescription,
    @Nullable String description,
    @Nullable Integer limitChars,
    @Nullable Boolean readOnly,
    @Nullable JsonMap metadata) {
  /** Of a file without frontmatter. */
  public static final BlockFields NONE = new BlockFields(false, null, null, null, null);

  public BlockFields {
    if (!hasDescription && description != null) {
      throw new IllegalArgumentException("a description that the file does not have");
    }
  }

  /** What a block becomes that has been {@code kept} and now gets this file with this value. */
  BlockContent over(BlockContent kept, String value) {
    return new BlockContent(
        value,
        hasDescription ? description : kept.description(),
        limitChars != null ? limitChars : kept.limitChars(),
        readOnly != null ? readOnly : kept.readOnly(),
        metadata != null ? metadata : kept.metadata());
  }
}
