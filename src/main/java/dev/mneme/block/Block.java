package dev.mneme.block;

import org.jspecify.annotations.Nullable;

/**
 * A block of memory: a labelled text that an agent has in its prompt or can look up.
 *
 * <p>One block may be attached to several agents; in each its label is unique.
 *
 * @param label any text while no git-enabled agent has the block, else the value of a {@link Label}
 * @param value the text itself, without NUL characters
 * @param description what the block is for, or null
 * @param limit how many code points the value should have at most; a larger one is a finding, not a
 *     failure
 * @param readOnly whether the agent may not change it; no obstacle to REST, which is the user's
 *     door
 * @param hidden left out of lists if true; null where nobody said
 */
public record Block(
    BlockId id,
    String label,
    String value,
    @Nullable String description,
    int limit,
    boolean readOnly,
    JsonMap metadata,
    @Nullable Boolean hidden,
    Tags tags,
    TemplateFields template) {

  /** The limit of a block for which none was given, in code points. */
  public static final int DEFAULT_LIMIT = 100_000;
}
