package dev.mneme.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.api.Json;
import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** An answer that is described passes, and every other one is found. */
class ApiContractTest {
  private static final String BLOCK =
      """
      {"value":"v","limit":1,"project_id":null,"template_name":null,"is_template":false,
       "template_id":null,"base_template_id":null,"deployment_id":null,"entity_id":null,
       "preserve_on_migration":false,"label":"x","read_only":false,"description":null,
       "metadata":{},"hidden":null,"id":"block-00000000-0000-4000-8000-000000000000",
       "created_by_id":null,"last_updated_by_id":null,"tags":[]}
      """;

  record Wrong(String name, String method, String path, int status, String type, String body) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Wrong> WRONGS =
      List.of(
          wrong(
              "a key more",
              200,
              "application/json",
              BLOCK.replace("{\"value\"", "{\"v\":1,\"value\"")),
          wrong("a key less", 200, "application/json", BLOCK.replace("\"hidden\":null,", "")),
          wrong("null where none may be", 200, "application/json", BLOCK.replace("\"v\"", "null")),
          wrong("another status", 201, "application/json", BLOCK),
          wrong("another type", 200, "text/plain", BLOCK),
          wrong("no body", 200, "application/json", ""),
          wrong("an error without a sentence", 404, "application/json", "{}"),
          wrong(
              "an error with more than it may have",
              409,
              "application/json",
              "{\"detail\":\"\",\"x\":1}"),
          new Wrong(
              "a path that is not described", "GET", "/v1/new", 200, "application/json", "{}"),
          new Wrong(
              "a method that is not described",
              "PUT",
              "/v1/blocks/b",
              200,
              "application/json",
              BLOCK));

  private static Wrong wrong(String name, int status, String type, String body) {
    return new Wrong(name, "GET", "/v1/blocks/b", status, type, body);
  }

  @ParameterizedTest
  @FieldSource("WRONGS")
  void answerThatIsNotDescribedIsFound(Wrong wrong) {
    Answer answer = answer(wrong.status(), wrong.type(), wrong.body());

    assertThatThrownBy(() -> ApiContract.get().check(wrong.method(), wrong.path(), answer))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the request");
  }

  @Test
  void answersThatAreDescribedPass() {
    Answer block = answer(200, "application/json", BLOCK);
    Answer error = answer(503, "application/json", "{\"detail\":\"later\"}");

    assertThatCode(
            () -> {
              ApiContract.get().check("GET", "/v1/blocks/b?at=HEAD", block);
              ApiContract.get().check("GET", "/v1/blocks/b/", block);
              ApiContract.get()
                  .check("PATCH", "/v1/agents/a/core-memory/blocks/system/human", block);
              ApiContract.get()
                  .check("GET", "/v1/agents/a/core-memory/blocks/system%2Fhuman", block);
              ApiContract.get().check("GET", "/v1/blocks/b", error);
              ApiContract.get().check("GET", "/v1/nowhere", error);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void eventOfOneTypeWithDataOfAnotherIsFound() {
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    event.put("id", "0".repeat(32) + ".1.0");
    event.put("type", "block.renamed");
    event.put("agent_id", "agent-00000000-0000-4000-8000-000000000000");
    event.put("occurred_at", "2026-11-25T12:00:00Z");
    event.put("head", "0".repeat(40));
    event.put(
        "data",
        TestClient.object(
            "block_id",
            "block-00000000-0000-4000-8000-000000000000",
            "label",
            "x",
            "path",
            "x.md"));

    assertThatThrownBy(() -> ApiContract.get().checkEvent(json(event)))
        .hasMessageContaining("old_label");
    event.put("type", "block.created");
    assertThatCode(() -> ApiContract.get().checkEvent(json(event))).doesNotThrowAnyException();
  }

  private static byte[] json(Map<String, @Nullable Object> object) {
    var out = new java.io.ByteArrayOutputStream();
    Json.write(out, json -> Json.writeValue(json, object));
    return out.toByteArray();
  }

  private static Answer answer(int status, String type, String body) {
    var headers = HttpHeaders.of(Map.of("Content-Type", List.of(type)), (name, value) -> true);
    return new Answer("the request", status, headers, body.getBytes(UTF_8));
  }
}
