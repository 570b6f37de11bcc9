package dev.mneme.memory;

import dev.mneme.block.TemplateFields;
import org.jspecify.annotations.Nullable;

/** Changes to a block's template and project; null leaves a field as it is. */
public record TemplatePatch(
    @Nullable Boolean isTemplate,
    @Nullable String templateName,
    @Nullable String templateId,
    @Nullable String baseTemplateId,
    @Nullable String projectId,
    @Nullable String deploymentId,
    @Nullable String entityId,
    @Nullable Boolean preserveOnMigration) {
  /** No change. */
  public static final TemplatePatch NONE =
      new TemplatePatch(null, null, null, null, null, null, null, null);

  TemplateFields applyTo(TemplateFields old) {
    return new TemplateFields(
        isTemplate == null ? old.isTemplate() : isTemplate,
        templateName == null ? old.templateName() : templateName,
        templateId == null ? old.templateId() : templateId,
        baseTemplateId == null ? old.baseTemplateId() : baseTemplateId,
        projectId == null ? old.projectId() : projectId,
        deploymentId == null ? old.deploymentId() : deploymentId,
        entityId == null ? old.entityId() : entityId,
        preserveOnMigration == null ? old.preserveOnMigration() : preserveOnMigration);
  }
}
