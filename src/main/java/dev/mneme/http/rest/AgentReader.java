package dev.mneme.http.rest;

import dev.mneme.api.Fields;
import dev.mneme.api.LlmConfig;
import dev.mneme.api.Model;
import dev.mneme.api.Problems;
import dev.mneme.block.BlockId;
import dev.mneme.block.JsonMap;
import dev.mneme.block.Tags;
import dev.mneme.block.Uuid4;
import dev.mneme.memory.AgentPatch;
import dev.mneme.memory.BadRequestException;
import dev.mneme.memory.NewAgent;
import dev.mneme.memory.NewBlock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads Letta's {@code CreateAgent} and {@code UpdateAgent}. */
final class AgentReader {
  private AgentReader() {}

  static NewAgent create(Fields body, Problems problems) {
    @Nullable String name = body.text("name");
    List<NewBlock> blocks = blocks(body);
    List<BlockId> blockIds = Objects.requireNonNullElse(blockIds(body), List.of());
    Tags tags = Objects.requireNonNullElse(BlockReader.tags(body), Tags.NONE);
    @Nullable Boolean hidden = body.flag("hidden");
    JsonMap fields = fields(body);
    problems.check();
    return new NewAgent(name, blocks, blockIds, tags, hidden, fields);
  }

  static AgentPatch update(Fields body, Problems problems) {
    @Nullable String name = body.text("name");
    @Nullable Tags tags = BlockReader.tags(body);
    @Nullable List<BlockId> blockIds = blockIds(body);
    @Nullable Boolean hidden = body.flag("hidden");
    JsonMap fields = fields(body);
    problems.check();
    return new AgentPatch(name, tags, blockIds, hidden, fields);
  }

  private static List<NewBlock> blocks(Fields body) {
    List<Fields> blocks = body.objects("memory_blocks");
    return blocks == null ? List.of() : blocks.stream().map(BlockReader::create).toList();
  }

  private static @Nullable List<BlockId> blockIds(Fields body) {
    List<String> ids = body.texts("block_ids");
    if (ids == null) {
      return null;
    }
    if (!ids.stream().allMatch(id -> Uuid4.matches(BlockId.PREFIX, id))) {
      String message = "Each should match pattern 'block-{uuid4}'";
      body.refuse("block_ids", "string_pattern_mismatch", message);
      return List.of();
    }
    return ids.stream().map(BlockId::new).toList();
  }

  private static JsonMap fields(Fields body) {
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    AgentFields.KEPT.forEach((name, type) -> keep(name, type.read(body, name), kept));
    AgentFields.NOT_KEPT.forEach((name, type) -> type.read(body, name));
    preferLlmConfig(kept);
    requireHandle(kept.get("model"));
    return new JsonMap(kept);
  }

  private static void keep(
      String name, @Nullable Object value, Map<String, @Nullable Object> kept) {
    if (value != null) {
      kept.put(name, value instanceof JsonMap map ? map.values() : value);
    }
  }

  /** Older clients choose a model and its settings through {@code llm_config} alone. */
  private static void preferLlmConfig(Map<String, @Nullable Object> kept) {
    if (kept.get("llm_config") instanceof Map<?, ?> config) {
      if (config.get("handle") instanceof String handle && Model.isHandle(handle)) {
        kept.putIfAbsent("model", handle);
      }
      LlmConfig.FIELDS.forEach((member, field) -> {
        Object value = config.get(member);
        if (value != null) {
          kept.putIfAbsent(field, value);
        }
      });
    }
  }

  private static void requireHandle(@Nullable Object model) {
    if (model instanceof String handle && !Model.isHandle(handle)) {
      throw new BadRequestException("The model handle should be in the format provider/model-name");
    }
  }
}
