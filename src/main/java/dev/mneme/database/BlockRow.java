package dev.mneme.database;

import dev.mneme.block.Block;
import dev.mneme.block.BlockId;
import dev.mneme.block.TemplateFields;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;

/** How a block is a row, of the table named {@code b} in queries. */
final class BlockRow {
  static final String COLUMNS =
      """
      b.id, b.label, b.value, b.description, b.limit_chars, b.read_only, b.metadata, b.hidden,
      b.tags, b.is_template, b.template_name, b.template_id, b.base_template_id, b.project_id,
      b.deployment_id, b.entity_id, b.preserve_on_migration, b.version, b.version_repository,
      b.created_at
      """;

  static final String INSERT =
      """
      INSERT INTO blocks (id, label, value, description, limit_chars, read_only, metadata, hidden,
        tags, is_template, template_name, template_id, base_template_id, project_id, deployment_id,
        entity_id, preserve_on_migration, version, version_repository, created_at)
      VALUES (:id, :label, :value, :description, :limit, :readOnly, :metadata, :hidden,
        :tags, :isTemplate, :templateName, :templateId, :baseTemplateId, :projectId, :deploymentId,
        :entityId, :preserveOnMigration, :version, :versionRepository, :createdAt)
      """;

  private static final String SET =
      """
       SET label = :label, value = :value, description = :description,
        limit_chars = :limit, read_only = :readOnly, metadata = :metadata, hidden = :hidden,
        tags = :tags, is_template = :isTemplate, template_name = :templateName,
        template_id = :templateId, base_template_id = :baseTemplateId, project_id = :projectId,
        deployment_id = :deploymentId, entity_id = :entityId,
        preserve_on_migration = :preserveOnMigration, version = :version,
        version_repository = :versionRepository, created_at = :createdAt
      """;

  static final String UPDATE = "UPDATE blocks" + SET + "WHERE id = :id";

  static final String PUT = INSERT + "ON CONFLICT (id) DO UPDATE" + SET;

  static final String PUT_IF_NEWER =
      PUT
          + """
          WHERE (blocks.version, blocks.version_repository) < (:version, :versionRepository)
          """;

  static final RowMapper<StoredBlock> MAPPER = (row, context) -> read(row);

  private BlockRow() {}

  static <S extends SqlStatement<S>> S bind(S statement, StoredBlock stored) {
    Block block = stored.block();
    statement
        .bind("id", block.id().value())
        .bind("label", block.label())
        .bind("value", block.value())
        .bind("description", block.description())
        .bind("limit", block.limit())
        .bind("readOnly", Flag.of(block.readOnly()))
        .bind("metadata", Json.write(block.metadata()))
        .bind("hidden", Flag.of(block.hidden()))
        .bind("tags", Json.write(block.tags()))
        .bind("version", stored.version().version())
        .bind("versionRepository", stored.version().repositoryId())
        .bind("createdAt", Micros.of(stored.createdAt()));
    return bind(statement, block.template());
  }

  private static <S extends SqlStatement<S>> S bind(S statement, TemplateFields template) {
    return statement
        .bind("isTemplate", Flag.of(template.isTemplate()))
        .bind("templateName", template.templateName())
        .bind("templateId", template.templateId())
        .bind("baseTemplateId", template.baseTemplateId())
        .bind("projectId", template.projectId())
        .bind("deploymentId", template.deploymentId())
        .bind("entityId", template.entityId())
        .bind("preserveOnMigration", Flag.of(template.preserveOnMigration()));
  }

  static StoredBlock read(ResultSet row) throws SQLException {
    return read(row, row.getString("label"));
  }

  /** The block under another label than its own, the one that an agent knows it by. */
  static StoredBlock read(ResultSet row, String label) throws SQLException {
    return new StoredBlock(
        block(row, label),
        new BlockVersion(row.getLong("version"), row.getString("version_repository")),
        Micros.toInstant(row.getLong("created_at")));
  }

  private static Block block(ResultSet row, String label) throws SQLException {
    return new Block(
        new BlockId(row.getString("id")),
        label,
        row.getString("value"),
        row.getString("description"),
        row.getInt("limit_chars"),
        row.getInt("read_only") != 0,
        Json.readMap(row.getString("metadata")),
        Flag.read(row, "hidden"),
        Json.readTags(row.getString("tags")),
        template(row));
  }

  private static TemplateFields template(ResultSet row) throws SQLException {
    return new TemplateFields(
        row.getInt("is_template") != 0,
        row.getString("template_name"),
        row.getString("template_id"),
        row.getString("base_template_id"),
        row.getString("project_id"),
        row.getString("deployment_id"),
        row.getString("entity_id"),
        row.getInt("preserve_on_migration") != 0);
  }
}
