package dev.mneme.api;

import dev.mneme.block.Block;
import dev.mneme.block.TemplateFields;
import java.util.Collection;
import tools.jackson.core.JsonGenerator;

/** A block as {@code /v1} shows it: exactly the nineteen keys of Letta's {@code Block}. */
public final class BlockJson {
  private BlockJson() {}

  /** Writes one block. */
  public static void write(JsonGenerator out, Block block) {
    TemplateFields template = block.template();
    out.writeStartObject();
    out.writeStringProperty("value", block.value());
    out.writeNumberProperty("limit", block.limit());
    out.writeStringProperty("project_id", template.projectId());
    out.writeStringProperty("template_name", template.templateName());
    out.writeBooleanProperty("is_template", template.isTemplate());
    out.writeStringProperty("template_id", template.templateId());
    out.writeStringProperty("base_template_id", template.baseTemplateId());
    out.writeStringProperty("deployment_id", template.deploymentId());
    out.writeStringProperty("entity_id", template.entityId());
    out.writeBooleanProperty("preserve_on_migration", template.preserveOnMigration());
    out.writeStringProperty("label", block.label());
    out.writeBooleanProperty("read_only", block.readOnly());
    out.writeStringProperty("description", block.description());
    out.writeName("metadata");
    Json.writeValue(out, block.metadata().values());
    out.writeName("hidden");
    Json.writeValue(out, block.hidden());
    out.writeStringProperty("id", block.id().value());
    out.writeNullProperty("created_by_id");
    out.writeNullProperty("last_updated_by_id");
    out.writeName("tags");
    Json.writeValue(out, block.tags().values());
    out.writeEndObject();
  }

  /** Writes an array of blocks. */
  public static void writeAll(JsonGenerator out, Collection<Block> blocks) {
    out.writeStartArray();
    blocks.forEach(block -> write(out, block));
    out.writeEndArray();
  }
}
