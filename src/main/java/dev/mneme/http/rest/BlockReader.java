package dev.mneme.http.rest;

import dev.mneme.api.Fields;
import dev.mneme.api.Problems;
import dev.mneme.block.Block;
import dev.mneme.block.JsonMap;
import dev.mneme.block.Tags;
import dev.mneme.block.TemplateFields;
import dev.mneme.memory.BlockPatch;
import dev.mneme.memory.NewBlock;
import dev.mneme.memory.TemplatePatch;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads Letta's {@code CreateBlock} and {@code BlockUpdate}. */
final class BlockReader {
  private BlockReader() {}

  static NewBlock create(Fields body, Problems problems) {
    return create(body);
  }

  static NewBlock create(Fields body) {
    body.refuseNull("limit", "int_type", "Input should be a valid integer");
    refuseNullFlag(body, "read_only");
    String label = body.requiredText("label");
    return new NewBlock(
        label,
        Objects.requireNonNullElse(body.text("value"), ""),
        body.text("description"),
        Objects.requireNonNullElse(body.integer("limit"), Block.DEFAULT_LIMIT),
        flag(body, "read_only"),
        Objects.requireNonNullElse(body.object("metadata"), JsonMap.EMPTY),
        body.flag("hidden"),
        Objects.requireNonNullElse(tags(body), Tags.NONE),
        template(body));
  }

  static BlockPatch update(Fields body, Problems problems) {
    refuseNullFlag(body, "read_only");
    return new BlockPatch(
        body.text("label"),
        body.text("value"),
        body.text("description"),
        body.integer("limit"),
        body.flag("read_only"),
        body.object("metadata"),
        body.flag("hidden"),
        tags(body),
        templatePatch(body));
  }

  /** The tags; null where they are absent or null. */
  static @Nullable Tags tags(Fields body) {
    List<String> tags = body.texts("tags");
    return tags == null ? null : Tags.of(tags);
  }

  private static void refuseNullFlag(Fields body, String name) {
    body.refuseNull(name, "bool_type", "Input should be a valid boolean");
  }

  private static boolean flag(Fields body, String name) {
    return Boolean.TRUE.equals(body.flag(name));
  }

  private static TemplateFields template(Fields body) {
    return new TemplateFields(
        flag(body, "is_template"),
        body.text("template_name"),
        body.text("template_id"),
        body.text("base_template_id"),
        body.text("project_id"),
        body.text("deployment_id"),
        body.text("entity_id"),
        flag(body, "preserve_on_migration"));
  }

  private static TemplatePatch templatePatch(Fields body) {
    return new TemplatePatch(
        body.flag("is_template"),
        body.text("template_name"),
        body.text("template_id"),
        body.text("base_template_id"),
        body.text("project_id"),
        body.text("deployment_id"),
        body.text("entity_id"),
        body.flag("preserve_on_migration"));
  }
}
