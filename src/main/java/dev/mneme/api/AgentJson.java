package dev.mneme.api;

import dev.mneme.agent.Agent;
import dev.mneme.block.Block;
import dev.mneme.block.JsonMap;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * An agent as {@code /v1} shows it: Letta's {@code AgentState}, every key present.
 *
 * <p>Blocks and tags are always filled, whatever the caller asked to include: older clients read
 * empty tags, send them back with one more, and so would wipe the rest.
 */
public final class AgentJson {
  /** What {@code agent_type} is where nobody said. */
  public static final String DEFAULT_TYPE = "letta_v1_agent";

  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private AgentJson() {}

  /**
   * Writes one agent.
   *
   * @param blocks the attached ones, in the order they are to be shown
   * @param models what is known of models, for {@code llm_config}
   */
  public static void write(JsonGenerator out, Agent agent, List<Block> blocks, List<Model> models) {
    Members members = new Members(out, agent.fields());
    out.writeStartObject();
    head(members, agent);
    settings(members, agent, models);
    memory(out, agent, blocks);
    relations(members, agent, blocks);
    tail(members, agent);
    out.writeEndObject();
  }

  private static void head(Members members, Agent agent) {
    members.unset("created_by_id", "last_updated_by_id");
    members.put("created_at", time(agent.createdAt()));
    members.put("updated_at", time(agent.updatedAt()));
    members.put("id", agent.id().value());
    members.put("name", agent.name());
    members.kept("tool_rules", "message_ids");
    members.keptOr("system", "");
    members.keptOr("agent_type", DEFAULT_TYPE);
  }

  private static void settings(Members members, Agent agent, List<Model> models) {
    members.put("llm_config", LlmConfig.of(agent.fields(), models));
    members.kept("embedding_config", "model", "embedding", "model_settings");
    members.kept("compaction_settings", "response_format", "description", "metadata");
  }

  private static void relations(Members members, Agent agent, List<Block> blocks) {
    members.out.writeName("blocks");
    BlockJson.writeAll(members.out, blocks);
    members.none("tools", "sources");
    members.put("tags", agent.tags().values());
    members.none("tool_exec_environment_variables", "secrets");
    members.kept("project_id", "template_id", "base_template_id");
    members.unset("deployment_id", "entity_id");
    members.keptOr("identity_ids", List.of());
    members.none("identities");
  }

  private static void tail(Members members, Agent agent) {
    members.unset("pending_approval");
    members.keptOr("message_buffer_autoclear", false);
    members.kept("enable_sleeptime");
    members.unset("multi_agent_group", "managed_group");
    members.kept("last_run_completion", "last_run_duration_ms", "last_stop_reason", "timezone");
    members.kept("max_files_open", "per_file_view_window_char_limit");
    members.put("hidden", agent.hidden());
  }

  private static void memory(JsonGenerator out, Agent agent, List<Block> blocks) {
    out.writeName("memory");
    writeMemory(out, agent, blocks);
  }

  /** Writes the memory of an agent: Letta's {@code Memory}. */
  public static void writeMemory(JsonGenerator out, Agent agent, List<Block> blocks) {
    Members members = new Members(out, agent.fields());
    out.writeStartObject();
    members.keptOr("agent_type", DEFAULT_TYPE);
    members.put("git_enabled", agent.hasGitMemory());
    out.writeName("blocks");
    BlockJson.writeAll(out, blocks);
    members.none("file_blocks");
    members.put("prompt_template", "");
    out.writeEndObject();
  }

  static String time(Instant instant) {
    return MICROSECONDS.format(instant);
  }

  /** Writes members; {@code kept} ones are given back as the client has set them. */
  private record Members(JsonGenerator out, JsonMap fields) {
    void put(String name, @Nullable Object value) {
      out.writeName(name);
      Json.writeValue(out, value);
    }

    void kept(String... names) {
      for (String name : names) {
        put(name, fields.get(name));
      }
    }

    void keptOr(String name, Object absent) {
      Object value = fields.get(name);
      put(name, value == null ? absent : value);
    }

    void unset(String... names) {
      for (String name : names) {
        out.writeNullProperty(name);
      }
    }

    void none(String... names) {
      for (String name : names) {
        put(name, List.of());
      }
    }
  }
}
