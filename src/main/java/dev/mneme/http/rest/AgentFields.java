package dev.mneme.http.rest;

import dev.mneme.api.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an agent that mean nothing to memory, with their types: we check them, keep them
 * and give them back.
 */
final class AgentFields {
  /** What a field's value may be; each reads null where it is absent or null. */
  enum Type {
    TEXT {
      @Override
      @Nullable Object read(Fields body, String name) {
        return body.text(name);
      }
    },
    FLAG {
      @Override
      @Nullable Object read(Fields body, String name) {
        return body.flag(name);
      }
    },
    INTEGER {
      @Override
      @Nullable Object read(Fields body, String name) {
        Integer number = body.integer(name);
        return number == null ? null : Long.valueOf(number);
      }
    },
    TEXTS {
      @Override
      @Nullable Object read(Fields body, String name) {
        return body.texts(name);
      }
    },
    LIST {
      @Override
      @Nullable Object read(Fields body, String name) {
        return body.list(name);
      }
    },
    OBJECT {
      @Override
      @Nullable Object read(Fields body, String name) {
        return body.object(name);
      }
    };

    abstract @Nullable Object read(Fields body, String name);
  }

  /** Kept and given back. */
  static final Map<String, Type> KEPT = new LinkedHashMap<>();

  /**
   * Checked but not kept: we run no tools, and what is not stored cannot leak. The state of an
   * agent shows empty lists for them.
   */
  static final Map<String, Type> NOT_KEPT =
      Map.of("secrets", Type.OBJECT, "tool_exec_environment_variables", Type.OBJECT);

  static {
    keep(Type.TEXT, "system", "agent_type", "description", "model", "embedding", "timezone");
    keep(Type.TEXT, "project_id", "project", "template_id", "base_template_id", "from_template");
    keep(Type.TEXT, "last_run_completion", "last_stop_reason");
    keep(Type.FLAG, "include_base_tools", "include_multi_agent_tools", "include_base_tool_rules");
    keep(Type.FLAG, "include_default_source", "enable_reasoner", "reasoning", "template");
    keep(Type.FLAG, "message_buffer_autoclear", "enable_sleeptime", "parallel_tool_calls");
    keep(Type.INTEGER, "context_window_limit", "embedding_chunk_size", "max_tokens");
    keep(Type.INTEGER, "max_reasoning_tokens", "max_files_open", "last_run_duration_ms");
    keep(Type.INTEGER, "per_file_view_window_char_limit");
    keep(Type.TEXTS, "tools", "tool_ids", "source_ids", "folder_ids", "identity_ids");
    keep(Type.TEXTS, "message_ids", "identifier_keys");
    keep(Type.LIST, "tool_rules", "initial_message_sequence");
    keep(Type.OBJECT, "metadata", "llm_config", "embedding_config", "model_settings");
    keep(Type.OBJECT, "compaction_settings", "response_format", "memory_variables");
  }

  private AgentFields() {}

  private static void keep(Type type, String... names) {
    List.of(names).forEach(name -> KEPT.put(name, type));
  }
}
