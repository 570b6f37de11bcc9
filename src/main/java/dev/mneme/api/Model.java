package dev.mneme.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * A model that clients may choose. Mneme runs none; clients need something to show, and a context
 * window to compute with.
 *
 * @param handle {@code provider/name}
 * @param endpointType the kind of API that the model is behind, in Letta's words
 * @param contextWindow in tokens
 */
public record Model(String handle, String endpointType, long contextWindow) {
  /** What upstream's own servers offer without any configuration. */
  public static final Model DEFAULT = new Model("letta/letta-free", "openai", 30_000);

  /** What Letta calls the models of the server, in contrast to those of a user's own key. */
  public static final String CATEGORY = "base";

  public Model {
    if (!isHandle(handle)) {
      throw new IllegalArgumentException("not provider/model-name: " + handle);
    }
  }

  /** Whether a text is of the form {@code provider/name}; the name may hold more slashes. */
  public static boolean isHandle(String text) {
    int slash = text.indexOf('/');
    return slash > 0 && slash < text.length() - 1;
  }

  /** What stands before the first slash. */
  public String provider() {
    return handle.substring(0, handle.indexOf('/'));
  }

  /** What stands behind the first slash. */
  public String name() {
    return handle.substring(handle.indexOf('/') + 1);
  }

  /** Writes it as an element of {@code GET /v1/models/}. */
  public void write(JsonGenerator out) {
    Json.writeValue(out, config());
  }

  /** The members of Letta's {@code LLMConfig}. */
  Map<String, @Nullable Object> config() {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("handle", handle);
    config.put("name", name());
    config.put("display_name", name());
    config.put("model", name());
    config.put("provider_name", provider());
    config.put("provider_type", provider());
    config.put("provider_category", CATEGORY);
    config.put("model_type", "llm");
    config.put("model_endpoint_type", endpointType);
    config.put("model_endpoint", null);
    config.put("model_wrapper", null);
    config.put("context_window", contextWindow);
    config.put("max_context_window", contextWindow);
    config.put("put_inner_thoughts_in_kwargs", false);
    config.put("temperature", 1.0);
    config.put("max_tokens", null);
    config.put("enable_reasoner", true);
    config.put("reasoning_effort", null);
    config.put("max_reasoning_tokens", 0L);
    config.put("parallel_tool_calls", false);
    return config;
  }
}
