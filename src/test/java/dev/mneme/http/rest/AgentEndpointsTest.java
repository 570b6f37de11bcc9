package dev.mneme.http.rest;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Answer;
import dev.mneme.testing.TestServer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** rest.md §2, one agent at a time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentEndpointsTest {
  private static final String UNKNOWN = "agent-123e4567-e89b-42d3-8456-426614174000";
  private static final List<String> KEYS =
      List.of(
          ("created_by_id last_updated_by_id created_at updated_at id name tool_rules message_ids"
                  + " system agent_type llm_config embedding_config model embedding model_settings"
                  + " compaction_settings response_format description metadata memory blocks tools"
                  + " sources tags tool_exec_environment_variables secrets project_id template_id"
                  + " base_template_id deployment_id entity_id identity_ids identities"
                  + " pending_approval message_buffer_autoclear enable_sleeptime multi_agent_group"
                  + " managed_group last_run_completion last_run_duration_ms last_stop_reason"
                  + " timezone max_files_open per_file_view_window_char_limit hidden")
              .split(" "));
  private TestServer server;

  @BeforeAll
  void start() {
    server = TestServer.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void agentOfWhomNothingIsSaidHasEveryKey() {
    Answer agent = create(object());

    assertThat(agent.keys()).containsExactlyInAnyOrderElementsOf(KEYS);
    for (String name :
        List.of("id", "name", "system", "agent_type", "llm_config", "memory", "blocks", "tools")) {
      assertThat(agent.at(name)).as(name).isNotNull();
    }
    for (String name :
        List.of("sources", "tags", "tool_exec_environment_variables", "secrets", "identity_ids")) {
      assertThat(agent.at(name)).as(name).isEqualTo(List.of());
    }
    for (String name : List.of("model", "description", "hidden", "timezone", "created_by_id")) {
      assertThat(agent.at(name)).as(name).isNull();
    }
    assertThat(agent.at("agent_type")).isEqualTo("letta_v1_agent");
    assertThat(agent.at("message_buffer_autoclear")).isEqualTo(false);
    assertThat(agent.textAt("name")).isNotBlank();
    assertThat(agent.textAt("created_at"))
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
  }

  @Test
  void memoryHasItsShape() {
    Answer agent = create(object("memory_blocks", List.of(object("label", "human"))));

    assertThat(agent.keys("memory"))
        .containsExactlyInAnyOrder(
            "agent_type", "git_enabled", "blocks", "file_blocks", "prompt_template");
    assertThat(agent.at("memory", "git_enabled")).isEqualTo(false);
    assertThat(agent.at("memory", "blocks")).isEqualTo(agent.at("blocks"));
    assertThat(agent.keys("blocks", 0)).hasSize(19);
  }

  @Test
  void whatAClientSetsIsGivenBack() {
    Map<String, @Nullable Object> sent =
        object(
            "name", "Jürgen's ärger-1_2",
            "system", "You are kind.",
            "agent_type", "memgpt_v2_agent",
            "description", "d",
            "metadata", object("a", object("b", List.of(1L, 2.5, true))),
            "model", "anthropic/claude",
            "embedding", "openai/embed",
            "model_settings", object("temperature", 0.5),
            "compaction_settings", object("mode", "all"),
            "tool_rules", List.of(object("type", "x")),
            "timezone", "Europe/Berlin",
            "hidden", true,
            "project_id", "p",
            "max_files_open", 5L,
            "tags", List.of("b", "a"));

    Answer created = create(sent);

    sent.put("tags", List.of("a", "b"));
    sent.forEach((name, value) -> assertThat(created.at(name)).as(name).isEqualTo(value));
    assertThat(server.get("/v1/agents/" + created.id()).ok().text()).isEqualTo(created.text());
  }

  @Test
  void unknownToolsAndKeysDoNotMatterAndSecretsAreNotKept() {
    Answer agent =
        create(
            object(
                "tools",
                List.of("no_such_tool"),
                "include_base_tools",
                true,
                "no_such_key",
                1L,
                "system",
                null,
                "secrets",
                object("KEY", "v4lue-of-secret")));

    assertThat(agent.text()).doesNotContain("v4lue-of-secret");
    assertThat(agent.at("tools")).isEqualTo(List.of());
    assertThat(agent.at("system")).isEqualTo("");
  }

  @Test
  void blocksOfHumanAndPersonaGetADescription() {
    Answer agent =
        create(
            object(
                "memory_blocks",
                List.of(
                    object("label", "human"),
                    object("label", "persona", "description", "mine"),
                    object("label", "other"))));

    assertThat(blockOf(agent.id(), "human").textAt("description")).startsWith("The human block: ");
    assertThat(blockOf(agent.id(), "persona").at("description")).isEqualTo("mine");
    assertThat(blockOf(agent.id(), "other").at("description")).isNull();
  }

  @Test
  void blocksThatAreThereAreAttached() {
    String block = server.newBlock("notes", "n");

    Answer agent = create(object("block_ids", List.of(block, block)));

    assertThat(agent.at("blocks", 0, "id")).isEqualTo(block);
    assertThat(agent.list("blocks")).hasSize(1);
  }

  @Test
  void blockThatIsNotThereIsNotFound() {
    var unknown = "block-123e4567-e89b-42d3-8456-426614174000";

    server.post("/v1/agents/", object("block_ids", List.of(unknown))).is(404);
  }

  @Test
  void twoBlocksWithOneLabelAreAConflictAndNothingIsMade() {
    String before = server.get("/v1/blocks/count").ok().text();
    var twice = List.of(object("label", "a"), object("label", "a"));

    server.post("/v1/agents/", object("memory_blocks", twice)).is(409);

    assertThat(server.get("/v1/blocks/count").ok().text()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"a/b\"} | a/b",
        "{\"name\":\"\"} | ",
        "{\"name\":5} | ('body', 'name')",
        "{\"memory_blocks\":[{}]} | ('body', 'memory_blocks', 0, 'label')",
        "{\"memory_blocks\":{}} | ('body', 'memory_blocks')",
        "{\"block_ids\":[\"x\"]} | block-{uuid4}",
        "{\"tags\":[1]} | ('body', 'tags', 0)",
        "{\"metadata\":[]} | ('body', 'metadata')",
        "{\"context_window_limit\":\"x\"} | ('body', 'context_window_limit')",
        "[] | ('body',)",
      })
  void agentThatDoesNotValidateIsA422(String body, @Nullable String reason) {
    Answer answer = server.post("/v1/agents/", body).is(422);

    assertThat(answer.keys()).containsExactly("trace_id", "detail");
    assertThat(answer.detail()).contains(reason == null ? "" : reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-4", "/x", "x/", ""})
  void modelMustBeAHandle(String model) {
    String detail = "The model handle should be in the format provider/model-name";

    assertThat(server.post("/v1/agents/", object("model", model)).is(400).detail())
        .isEqualTo(detail);
  }

  @Test
  void modelAndWindowShowInLlmConfig() {
    String id = create(object()).id();
    assertThat(agent(id).at("llm_config", "handle")).isEqualTo("letta/letta-free");

    server.patch("/v1/agents/" + id, object("model", "openai/gpt/5")).ok();
    server.patch("/v1/agents/" + id, object("context_window_limit", 64_000)).ok();

    assertThat(agent(id).at("model")).isEqualTo("openai/gpt/5");
    assertThat(agent(id).at("llm_config", "handle")).isEqualTo("openai/gpt/5");
    assertThat(agent(id).at("llm_config", "model")).isEqualTo("gpt/5");
    assertThat(agent(id).at("llm_config", "context_window")).isEqualTo(64_000L);
  }

  @Test
  void settingsOfTheModelShowInLlmConfig() {
    String path = "/v1/agents/" + create(object("max_tokens", 6, "parallel_tool_calls", true)).id();
    server.patch(path, object("reasoning", false, "max_reasoning_tokens", 7)).ok();

    Answer config = server.get(path).ok();
    assertThat(config.at("llm_config", "max_tokens")).isEqualTo(6L);
    assertThat(config.at("llm_config", "parallel_tool_calls")).isEqualTo(true);
    assertThat(config.at("llm_config", "enable_reasoner")).isEqualTo(false);
    assertThat(config.at("llm_config", "max_reasoning_tokens")).isEqualTo(7L);
  }

  @Test
  void whatIsSetLastShowsInLlmConfig() {
    String path = "/v1/agents/" + create(object("max_tokens", 6)).id();

    server.patch(path, object("llm_config", object("max_tokens", 8))).ok();
    assertThat(server.get(path).ok().at("llm_config", "max_tokens")).isEqualTo(8L);

    server.patch(path, object("max_tokens", 9)).ok();
    assertThat(server.get(path).ok().at("llm_config", "max_tokens")).isEqualTo(9L);
  }

  @Test
  void olderClientsChooseTheModelByItsConfig() {
    var config = object("model", "m", "handle", "p/m", "context_window", 9L, "extra", "kept");

    Answer agent = create(object("llm_config", config));

    assertThat(agent.at("model")).isEqualTo("p/m");
    assertThat(agent.at("llm_config", "context_window")).isEqualTo(9L);
    assertThat(agent.at("llm_config", "extra")).isEqualTo("kept");
  }

  @Test
  void patchChangesWhatItNamesAndMovesTheTime() {
    Answer agent = create(object("name", "Old", "tags", List.of("a"), "description", "d"));

    Answer patched =
        server.patch("/v1/agents/" + agent.id(), object("name", "New", "description", null)).ok();

    assertThat(patched.at("name")).isEqualTo("New");
    assertThat(patched.at("description")).isEqualTo("d");
    assertThat(patched.at("tags")).isEqualTo(List.of("a"));
    assertThat(patched.at("created_at")).isEqualTo(agent.at("created_at"));
    assertThat(Instant.parse(patched.textAt("updated_at")))
        .isAfter(Instant.parse(agent.textAt("updated_at")));
  }

  @Test
  void setsAreReplacedAsAWhole() {
    String block = server.newBlock("a", "1");
    String id = create(object("tags", List.of("a", "b"), "block_ids", List.of(block))).id();

    server.patch("/v1/agents/" + id, object("tags", List.of("c"))).ok();
    assertThat(agent(id).at("tags")).isEqualTo(List.of("c"));
    assertThat(agent(id).at("blocks", 0, "id")).isEqualTo(block);

    server.patch("/v1/agents/" + id, object("tags", List.of(), "block_ids", List.of())).ok();
    assertThat(agent(id).at("tags")).isEqualTo(List.of());
    assertThat(agent(id).at("blocks")).isEqualTo(List.of());
    server.get("/v1/blocks/" + block).ok();
  }

  @Test
  void deletedAgentLeavesItsBlocks() {
    String block = server.newBlock("a", "1");
    String id = create(object("block_ids", List.of(block))).id();

    assertThat(server.delete("/v1/agents/" + id).ok().text())
        .isEqualTo("{\"message\":\"Agent id=%s successfully deleted\"}".formatted(id));

    server.get("/v1/agents/" + id).is(404);
    server.get("/v1/blocks/" + block).ok();
    assertThat(server.get("/v1/blocks/" + block + "/agents").ok().text()).isEqualTo("[]");
  }

  @Test
  void unknownAgentIsNotFoundEverywhere() {
    String path = "/v1/agents/" + UNKNOWN;
    for (Answer answer :
        List.of(
            server.get(path),
            server.patch(path, object("name", "x")),
            server.delete(path),
            server.post(path + "/recompile", null),
            server.get(path + "/core-memory"),
            server.get(path + "/core-memory/blocks"),
            server.get(path + "/core-memory/blocks/x"),
            server.get(path + "/tools"),
            server.get(path + "/repositories"))) {
      assertThat(answer.is(404).text())
          .isEqualTo(
              "{\"detail\":\"Agent with id '%s' not found (Not Found)\"}".formatted(UNKNOWN));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "agent-1", "block-123e4567-e89b-42d3-8456-426614174000", "..%2fx"})
  void malformedIdIsA422WithAnExample(String id) {
    Answer answer = server.get("/v1/agents/" + id).is(422);

    assertThat(answer.detail()).contains("agent-{uuid4}");
    assertThat(answer.at("examples")).isEqualTo(List.of(UNKNOWN));
  }

  @Test
  void includeIsCheckedAndChangesNothing() {
    Answer agent = create(object("tags", List.of("t")));
    String path = "/v1/agents/" + agent.id();

    assertThat(server.get(path + "?include=agent.tools&include=agent.secrets").ok().text())
        .isEqualTo(agent.text());
    assertThat(server.get(path + "?include=").ok().text()).isEqualTo(agent.text());
    server.get(path + "?include=agent.everything").is(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/recompile", "/recompile?dry_run=true", "/system-prompt/recompile"})
  void recompiledPromptIsAStringWithTheMemoryInIt(String path) {
    var human = object("label", "human", "value", "Likes \"quotes\".");
    String id = create(object("system", "Be kind.", "memory_blocks", List.of(human))).id();

    Object prompt = server.post("/v1/agents/" + id + path, null).ok().json();

    assertThat(prompt).isInstanceOf(String.class);
    assertThat(String.valueOf(prompt)).startsWith("Be kind.\n").contains("Likes \"quotes\".");
  }

  private Answer create(Object body) {
    return server.post("/v1/agents/", body).ok();
  }

  private Answer agent(String id) {
    return server.get("/v1/agents/" + id).ok();
  }

  private Answer blockOf(String agent, String label) {
    return server.get("/v1/agents/%s/core-memory/blocks/%s".formatted(agent, label)).ok();
  }
}
