package dev.mneme.http.rest;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Answer;
import dev.mneme.testing.TestServer;
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

/** rest.md §3. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BlockEndpointsTest {
  private static final String UNKNOWN = "block-123e4567-e89b-42d3-8456-426614174000";
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
  void newBlockHasExactlyTheNineteenKeys() {
    Answer block = create(object("label", "x", "value", "v"));

    assertThat(block.text())
        .isEqualTo(
            """
            {"value":"v","limit":100000,"project_id":null,"template_name":null,"is_template":false,\
            "template_id":null,"base_template_id":null,"deployment_id":null,"entity_id":null,\
            "preserve_on_migration":false,"label":"x","read_only":false,"description":null,\
            "metadata":{},"hidden":null,"id":"%s","created_by_id":null,"last_updated_by_id":null,\
            "tags":[]}\
            """
                .formatted(block.id()));
    assertThat(block.id())
        .matches("block-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  }

  @Test
  void everyFieldIsGivenBack() {
    Map<String, @Nullable Object> sent =
        object(
            "label",
            "l",
            "value",
            "grüße 👋\r\n\ttab",
            "limit",
            7L,
            "description",
            "d",
            "metadata",
            object("z", 1L, "a", List.of(true, object("deep", 1.5))),
            "read_only",
            true,
            "hidden",
            false,
            "is_template",
            true,
            "template_name",
            "t",
            "project_id",
            "p",
            "base_template_id",
            "b",
            "preserve_on_migration",
            true,
            "tags",
            List.of("b", "a"),
            "unknown",
            "ignored");

    Answer created = create(sent);
    Answer read = server.get("/v1/blocks/" + created.id()).ok();

    assertThat(read.text()).isEqualTo(created.text());
    sent.remove("unknown");
    sent.put("tags", List.of("a", "b"));
    sent.forEach((name, value) -> assertThat(created.at(name)).as(name).isEqualTo(value));
    assertThat(created.keys()).hasSize(19);
  }

  @Test
  void valueMayBeMissingOrNull() {
    assertThat(create(object("label", "x")).at("value")).isEqualTo("");
    assertThat(create(object("label", "x", "value", null)).at("value")).isEqualTo("");
  }

  @Test
  void nulCharactersAreRemoved() {
    assertThat(create("{\"label\":\"a\\u0000b\",\"value\":\"\\u0000v\\u0000\"}").at("value"))
        .isEqualTo("v");
  }

  @Test
  void numericTextIsALimit() {
    assertThat(create(object("label", "x", "limit", "5000")).at("limit")).isEqualTo(5000L);
  }

  @Test
  void valueLongerThanItsLimitIsAccepted() {
    Answer block = create(object("label", "x", "value", "long", "limit", 2));

    assertThat(block.at("value")).isEqualTo("long");
  }

  @Test
  void nullTagsAndMetadataAreEmpty() {
    Answer block = create(object("label", "x", "tags", null, "metadata", null));

    assertThat(block.at("tags")).isEqualTo(List.of());
    assertThat(block.at("metadata")).isEqualTo(Map.of());
  }

  @Test
  void labelMayBeAnyTextAndUsedTwice() {
    String label = "any / text: ü 👋\n";

    assertThat(create(object("label", label)).at("label")).isEqualTo(label);
    assertThat(create(object("label", label)).at("label")).isEqualTo(label);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | {'type': 'missing', 'loc': ('body', 'label'), 'msg': 'Field required', 'input': {}}",
        "{\"label\":null} | ('body', 'label')",
        "{\"label\":5} | 'string_type'",
        "{\"label\":\"x\",\"limit\":null} | ('body', 'limit')",
        "{\"label\":\"x\",\"limit\":\"many\"} | ('body', 'limit')",
        "{\"label\":\"x\",\"limit\":1e10} | ('body', 'limit')",
        "{\"label\":\"x\",\"read_only\":null} | ('body', 'read_only')",
        "{\"label\":\"x\",\"value\":[]} | ('body', 'value')",
        "{\"label\":\"x\",\"tags\":\"a\"} | ('body', 'tags')",
        "{\"label\":\"x\",\"metadata\":\"a\"} | ('body', 'metadata')",
        "[] | ('body',)",
        "{\"label\":\"\\ud800\"} | Lone surrogate",
        "{\"label\": | json_invalid",
      })
  void blockThatDoesNotValidateIsA422WithTheReason(String body, String reason) {
    Answer answer = server.post("/v1/blocks/", body).is(422);

    assertThat(answer.keys()).containsExactly("trace_id", "detail");
    assertThat(answer.at("trace_id")).isEqualTo("");
    assertThat(answer.detail()).startsWith("[{'type': ").contains(reason);
  }

  @Test
  void unknownBlockIsNotFoundInTheWordsOldClientsLookFor() {
    for (Answer answer :
        List.of(
            server.get("/v1/blocks/" + UNKNOWN),
            server.patch("/v1/blocks/" + UNKNOWN, object("value", "x")),
            server.delete("/v1/blocks/" + UNKNOWN),
            server.get("/v1/blocks/" + UNKNOWN + "/agents"))) {
      assertThat(answer.is(404).text())
          .isEqualTo(
              "{\"detail\":\"Block with id '%s' not found (Not Found)\"}".formatted(UNKNOWN));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "block-1",
        "block-123E4567-E89B-42D3-8456-426614174000",
        "block-123e4567-e89b-12d3-a456-426614174000",
        "agent-123e4567-e89b-42d3-8456-426614174000",
        "..%2f..%2fx",
        "%2e%2e",
        "%ff",
        "block-123e4567-e89b-42d3-8456-426614174000%0a",
      })
  void malformedIdIsA422WithAnExample(String id) {
    Answer answer = server.get("/v1/blocks/" + id).is(422);
    assertThat(answer.detail()).contains("block-{uuid4}", "('path', 'block_id')");
    assertThat(answer.at("examples"))
        .isEqualTo(List.of("block-123e4567-e89b-42d3-8456-426614174000"));
  }

  @Test
  void patchChangesWhatItNames() {
    String id = create(object("label", "x", "value", "v", "tags", List.of("t"))).id();

    Answer patched =
        server
            .patch(
                "/v1/blocks/" + id,
                object("value", "", "description", "d", "limit", "9", "tags", List.of("u")))
            .ok();

    assertThat(patched.at("value")).isEqualTo("");
    assertThat(patched.at("description")).isEqualTo("d");
    assertThat(patched.at("limit")).isEqualTo(9L);
    assertThat(patched.at("tags")).isEqualTo(List.of("u"));
    assertThat(patched.at("label")).isEqualTo("x");
    assertThat(server.get("/v1/blocks/" + id).ok().text()).isEqualTo(patched.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"value\":null}", "{\"limit\":null,\"tags\":null,\"label\":null}"})
  void patchOfNothingGivesTheBlockBack(String body) {
    Answer block = create(object("label", "x", "value", "v", "tags", List.of("t")));

    assertThat(server.patch("/v1/blocks/" + block.id(), body).ok().text()).isEqualTo(block.text());
  }

  @Test
  void readOnlyDoesNotStopRestAndMayNotBeNull() {
    String id = create(object("label", "x", "value", "v", "read_only", true)).id();

    server.patch("/v1/blocks/" + id, object("read_only", null)).is(422);
    assertThat(server.patch("/v1/blocks/" + id, object("value", "w")).ok().at("value"))
        .isEqualTo("w");
  }

  @Test
  void tagsAreClearedByAnEmptyList() {
    String id = create(object("label", "x", "tags", List.of("t"))).id();

    assertThat(server.patch("/v1/blocks/" + id, object("tags", List.of())).ok().at("tags"))
        .isEqualTo(List.of());
  }

  @Test
  void deletedBlockIsGone() {
    String id = create(object("label", "x")).id();

    assertThat(server.delete("/v1/blocks/" + id).ok().text()).isEqualTo("null");
    server.get("/v1/blocks/" + id).is(404);
    server.delete("/v1/blocks/" + id).is(404);
  }

  @Test
  void renameToATakenLabelIsAConflict() {
    String agent =
        server
            .post(
                "/v1/agents/",
                object("memory_blocks", List.of(object("label", "a"), object("label", "b"))))
            .ok()
            .id();
    String a = server.get("/v1/agents/%s/core-memory/blocks/a".formatted(agent)).ok().id();

    Answer refused = server.patch("/v1/blocks/" + a, object("label", "b")).is(409);

    assertThat(refused.detail()).startsWith("A unique constraint was violated for ");
    assertThat(server.get("/v1/blocks/" + a).ok().at("label")).isEqualTo("a");
  }

  @Test
  void agentsOfABlockComeNewestFirst() {
    String block = create(object("label", "shared")).id();
    String first = attachedTo(block);
    String second = attachedTo(block);
    String path = "/v1/blocks/" + block + "/agents";

    assertThat(server.get(path).ok().each("id")).containsExactly(second, first);
    assertThat(server.get(path + "?order=asc&limit=1").ok().each("id")).containsExactly(first);
    assertThat(server.get(path + "?after=" + second).ok().each("id")).containsExactly(first);
    assertThat(server.get(path + "?after=" + block).ok().each("id")).hasSize(2);
    server.get(path + "?include=agent.nothing").is(422);
  }

  private String attachedTo(String block) {
    return server.post("/v1/agents/", object("block_ids", List.of(block))).ok().id();
  }

  private Answer create(Object body) {
    return server.post("/v1/blocks/", body).ok();
  }
}
