package dev.mneme.block;

import org.jspecify.annotations.Nullable;

/**
 * What Letta's API says of a block's template and project. We keep it and give it back; nothing
 * else depends on it.
 */
public record TemplateFields(
    boolean isTemplate,
    @Nullable String templateName,
    @Nullable String templateId,
    @Nullable String baseTemplateId,
    @Nullable String projectId,
    @Nullable String deploymentId,
    @Nullable String entityId,
    boolean preserveOnMigration) {
  /** Of a block that has nothing to do with any template. */
  public static final TemplateFields NONE =
      new TemplateFields(false, null, null, null, null, null, null, false);
}
