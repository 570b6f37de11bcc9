package dev.mneme.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.agent.OrganizationId;
import dev.mneme.block.BlockId;
import dev.mneme.block.JsonMap;
import dev.mneme.block.Tags;
import dev.mneme.block.TemplateFields;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateJsonTest {
  private static final Instant CREATED = Instant.parse("2026-03-01T10:00:00.123456Z");

  @Test
  void blockWithEverythingIsReadAsItWasWritten() {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.put("n", 1);
    metadata.put("nothing", null);
    metadata.put("list", List.of(true, "x", 1.5));
    BlockState block =
        new BlockState(
            new BlockId("block-123e4567-e89b-42d3-8456-426614174000"),
            "what it is for: \"quotes\"\nand lines",
            -5,
            true,
            new JsonMap(metadata),
            false,
            new Tags(List.of("b", "a")),
            new TemplateFields(true, "n", "t", "b", "p", "d", "e", true),
            CREATED,
            CREATED.plusNanos(1000),
            new GitId("0123456789012345678901234567890123456789"));

    assertThat(StateJson.readBlock(StateJson.write(block))).isEqualTo(block);
  }

  @Test
  void blockOfDefaultsSaysOnlyWhatItMust() {
    BlockState block =
        new BlockState(
            new BlockId("block-123e4567-e89b-42d3-8456-426614174000"),
            null,
            100_000,
            false,
            JsonMap.EMPTY,
            null,
            Tags.NONE,
            TemplateFields.NONE,
            CREATED,
            CREATED,
            null);

    byte[] json = StateJson.write(block);

    assertThat(new String(json, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"id\":\"block-123e4567-e89b-42d3-8456-426614174000\",\"limit\":100000,"
                + "\"created_at\":1772359200123456,\"attached_at\":1772359200123456}");
    assertThat(StateJson.readBlock(json)).isEqualTo(block);
  }

  @Test
  void agentIsReadAsItWasWritten() {
    Agent agent =
        new Agent(
            new AgentId("agent-123e4567-e89b-42d3-8456-426614174000"),
            new OrganizationId("org-00000000-0000-4000-8000-000000000000"),
            "Ada",
            new Tags(List.of(Agent.GIT_MEMORY_TAG, "x")),
            true,
            new JsonMap(
                Map.of(
                    "system",
                    "Be kind.",
                    "metadata",
                    Map.of("deep", Map.of("n", new BigDecimal("1.25"))))),
            CREATED,
            CREATED.plusSeconds(1));

    Agent read = StateJson.readAgent(StateJson.write(new AgentRecord(agent))).agent();

    assertThat(read.name()).isEqualTo("Ada");
    assertThat(read.tags()).isEqualTo(agent.tags());
    assertThat(read.createdAt()).isEqualTo(CREATED);
    assertThat(read.fields().get("metadata")).hasToString("{deep={n=1.25}}");
  }
}
