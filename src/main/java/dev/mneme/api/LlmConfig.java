package dev.mneme.api;

import dev.mneme.block.JsonMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an agent's model is told to clients that know {@code llm_config} only. */
public final class LlmConfig {
  /** Its members that are fields of an agent as well, each with the name of that field. */
  public static final Map<String, String> FIELDS =
      Map.of(
          "context_window", "context_window_limit",
          "enable_reasoner", "reasoning",
          "max_reasoning_tokens", "max_reasoning_tokens",
          "max_tokens", "max_tokens",
          "parallel_tool_calls", "parallel_tool_calls");

  private LlmConfig() {}

  static Map<String, @Nullable Object> of(JsonMap fields, List<Model> models) {
    Map<String, @Nullable Object> config = model(fields, models).config();
    if (fields.get("llm_config") instanceof Map<?, ?> set) {
      set.forEach((name, value) -> config.put((String) name, value));
    }
    if (fields.get("model") instanceof String handle && Model.isHandle(handle)) {
      config.putAll(named(fields, models));
    }
    FIELDS.forEach((member, field) -> {
      Object value = fields.get(field);
      if (value != null) {
        config.put(member, value);
      }
    });
    return config;
  }

  private static Map<String, @Nullable Object> named(JsonMap fields, List<Model> models) {
    Map<String, @Nullable Object> config = model(fields, models).config();
    config.keySet().retainAll(List.of("handle", "name", "model", "provider_name", "provider_type"));
    return config;
  }

  /** The model chosen, if it is known with its window; else by its name, with the usual window. */
  private static Model model(JsonMap fields, List<Model> models) {
    String handle = fields.get("model") instanceof String set ? set : Model.DEFAULT.handle();
    return models.stream()
        .filter(model -> model.handle().equals(handle))
        .findFirst()
        .orElseGet(() -> unknown(handle));
  }

  private static Model unknown(String handle) {
    Model usual = Model.DEFAULT;
    return Model.isHandle(handle)
        ? new Model(handle, usual.endpointType(), usual.contextWindow())
        : usual;
  }
}
