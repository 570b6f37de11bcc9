package dev.mneme.memory;

import dev.mneme.block.Block;
import dev.mneme.block.BlockId;
import dev.mneme.block.JsonMap;
import dev.mneme.block.Tags;
import dev.mneme.block.TemplateFields;
import org.jspecify.annotations.Nullable;

/**
 * A block that is to be created. NUL characters are removed from its texts.
 *
 * @param label any text
 * @param description null if none was given
 * @param limit in code points; a longer value is accepted
 */
public record NewBlock(
    String label,
    String value,
    @Nullable String description,
    int limit,
    boolean readOnly,
    JsonMap metadata,
    @Nullable Boolean hidden,
    Tags tags,
    TemplateFields template) {

  public NewBlock {
    label = Text.clean(label);
    value = Text.clean(value);
    description = Text.cleanOrNull(description);
    tags = Text.clean(tags);
  }

  /** A block with defaults for all else. */
  public static NewBlock of(String label, String value) {
    return new NewBlock(
        label,
        value,
        null,
        Block.DEFAULT_LIMIT,
        false,
        JsonMap.EMPTY,
        null,
        Tags.NONE,
        TemplateFields.NONE);
  }

  Block withId(BlockId id) {
    return new Block(
        id, label, value, description, limit, readOnly, metadata, hidden, tags, template);
  }
}
