package dev.mneme.git;

import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.agent.OrganizationId;
import dev.mneme.agent.Permission;
import dev.mneme.agent.RepositoryName;
import dev.mneme.agent.SharedRepository;
import dev.mneme.agent.SharedRepositoryId;
import dev.mneme.block.BlockId;
import dev.mneme.block.JsonMap;
import dev.mneme.block.Tags;
import dev.mneme.block.TemplateFields;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files on the hidden ref: JSON with keys in a fixed order, so that the same state has the same
 * id. A key that is null or has its default is left out.
 */
final class StateJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, @Nullable Object>> MAP = new TypeReference<>() {};

  private StateJson() {}

  static byte[] write(BlockState block) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", block.id().value());
    put(json, "description", block.description());
    json.put("limit", block.limit());
    put(json, "read_only", block.readOnly() ? true : null);
    put(json, "metadata", block.metadata().isEmpty() ? null : block.metadata().values());
    put(json, "hidden", block.hidden());
    put(json, "tags", block.tags().values().isEmpty() ? null : block.tags().values());
    writeTemplate(json, block.template());
    json.put("created_at", micros(block.createdAt()));
    json.put("attached_at", micros(block.attachedAt()));
    GitId valueFrom = block.valueFrom();
    put(json, "value_from", valueFrom == null ? null : valueFrom.hex());
    return JSON.writeValueAsBytes(json);
  }

  private static void writeTemplate(Map<String, @Nullable Object> json, TemplateFields template) {
    put(json, "is_template", template.isTemplate() ? true : null);
    put(json, "template_name", template.templateName());
    put(json, "template_id", template.templateId());
    put(json, "base_template_id", template.baseTemplateId());
    put(json, "project_id", template.projectId());
    put(json, "deployment_id", template.deploymentId());
    put(json, "entity_id", template.entityId());
    put(json, "preserve_on_migration", template.preserveOnMigration() ? true : null);
  }

  static BlockState readBlock(byte[] bytes) {
    JsonMap json = read(bytes);
    String valueFrom = text(json, "value_from");
    return new BlockState(
        new BlockId(required(json, "id")),
        text(json, "description"),
        Math.toIntExact(number(json, "limit")),
        flag(json, "read_only"),
        map(json, "metadata"),
        (Boolean) json.get("hidden"),
        tags(json),
        readTemplate(json),
        instant(number(json, "created_at")),
        instant(number(json, "attached_at")),
        valueFrom == null ? null : new GitId(valueFrom));
  }

  private static TemplateFields readTemplate(JsonMap json) {
    return new TemplateFields(
        flag(json, "is_template"),
        text(json, "template_name"),
        text(json, "template_id"),
        text(json, "base_template_id"),
        text(json, "project_id"),
        text(json, "deployment_id"),
        text(json, "entity_id"),
        flag(json, "preserve_on_migration"));
  }

  static byte[] write(AgentRecord record) {
    Agent agent = record.agent();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", agent.id().value());
    json.put("organization_id", agent.organization().value());
    json.put("name", agent.name());
    json.put("tags", agent.tags().values());
    put(json, "hidden", agent.hidden());
    json.put("fields", agent.fields().values());
    json.put("created_at", micros(agent.createdAt()));
    json.put("updated_at", micros(agent.updatedAt()));
    return JSON.writeValueAsBytes(json);
  }

  static AgentRecord readAgent(byte[] bytes) {
    JsonMap json = read(bytes);
    return new AgentRecord(
        new Agent(
            new AgentId(required(json, "id")),
            new OrganizationId(required(json, "organization_id")),
            required(json, "name"),
            tags(json),
            (Boolean) json.get("hidden"),
            map(json, "fields"),
            instant(number(json, "created_at")),
            instant(number(json, "updated_at"))));
  }

  static byte[] write(SharedRecord record) {
    SharedRepository repository = record.repository();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", repository.id().value());
    json.put("organization_id", repository.organization().value());
    json.put("name", repository.name().value());
    json.put("created_at", micros(repository.createdAt()));
    json.put("updated_at", micros(repository.updatedAt()));
    Map<String, String> agents = new LinkedHashMap<>();
    record.agents().forEach((agent, may) -> agents.put(agent.value(), may.word()));
    json.put("agents", agents);
    return JSON.writeValueAsBytes(json);
  }

  static SharedRecord readShared(byte[] bytes) {
    JsonMap json = read(bytes);
    Map<AgentId, Permission> agents = new HashMap<>();
    map(json, "agents")
        .values()
        .forEach((agent, may) ->
            agents.put(new AgentId(agent), Permission.of(String.valueOf(may)).orElseThrow()));
    return new SharedRecord(
        new SharedRepository(
            new SharedRepositoryId(required(json, "id")),
            new OrganizationId(required(json, "organization_id")),
            new RepositoryName(required(json, "name")),
            instant(number(json, "created_at")),
            instant(number(json, "updated_at"))),
        agents);
  }

  private static JsonMap read(byte[] bytes) {
    try {
      return new JsonMap(JSON.readValue(bytes, MAP));
    } catch (JacksonException e) {
      throw new IllegalStateException("a file of " + Refs.STATE + " is not JSON", e);
    }
  }

  private static void put(Map<String, @Nullable Object> json, String key, @Nullable Object value) {
    if (value != null) {
      json.put(key, value);
    }
  }

  private static String required(JsonMap json, String key) {
    String text = text(json, key);
    if (text == null) {
      throw new IllegalStateException("a file of %s has no %s".formatted(Refs.STATE, key));
    }
    return text;
  }

  private static @Nullable String text(JsonMap json, String key) {
    return (String) json.get(key);
  }

  private static boolean flag(JsonMap json, String key) {
    return Boolean.TRUE.equals(json.get(key));
  }

  private static long number(JsonMap json, String key) {
    return json.get(key) instanceof Long number ? number : 0;
  }

  private static JsonMap map(JsonMap json, String key) {
    return json.get(key) instanceof Map<?, ?> map ? copy(map) : JsonMap.EMPTY;
  }

  private static JsonMap copy(Map<?, ?> map) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    map.forEach((key, value) -> values.put((String) key, value));
    return new JsonMap(values);
  }

  private static Tags tags(JsonMap json) {
    return json.get("tags") instanceof List<?> list
        ? new Tags(list.stream().map(String.class::cast).toList())
        : Tags.NONE;
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
