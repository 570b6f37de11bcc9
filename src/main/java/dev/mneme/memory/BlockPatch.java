package dev.mneme.memory;

import dev.mneme.block.Block;
import dev.mneme.block.JsonMap;
import dev.mneme.block.Tags;
import org.jspecify.annotations.Nullable;

/**
 * Changes to a block; null leaves a field as it is. NUL characters are removed from its texts.
 *
 * @param tags the whole new set
 */
public record BlockPatch(
    @Nullable String label,
    @Nullable String value,
    @Nullable String description,
    @Nullable Integer limit,
    @Nullable Boolean readOnly,
    @Nullable JsonMap metadata,
    @Nullable Boolean hidden,
    @Nullable Tags tags,
    TemplatePatch template) {
  /** No change. */
  public static final BlockPatch NONE =
      new BlockPatch(null, null, null, null, null, null, null, null, TemplatePatch.NONE);

  public BlockPatch {
    label = Text.cleanOrNull(label);
    value = Text.cleanOrNull(value);
    description = Text.cleanOrNull(description);
    tags = tags == null ? null : Text.clean(tags);
  }

  /** A patch of the value alone. */
  public static BlockPatch ofValue(String value) {
    return new BlockPatch(null, value, null, null, null, null, null, null, TemplatePatch.NONE);
  }

  /** A patch of the label alone. */
  public static BlockPatch ofLabel(String label) {
    return new BlockPatch(label, null, null, null, null, null, null, null, TemplatePatch.NONE);
  }

  /** The block as it is after these changes; equal to {@code old} if they change nothing. */
  public Block applyTo(Block old) {
    return new Block(
        old.id(),
        label == null ? old.label() : label,
        value == null ? old.value() : value,
        description == null ? old.description() : description,
        limit == null ? old.limit() : limit,
        readOnly == null ? old.readOnly() : readOnly,
        metadata == null ? old.metadata() : metadata,
        hidden == null ? old.hidden() : hidden,
        tags == null ? old.tags() : tags,
        template.applyTo(old.template()));
  }
}
