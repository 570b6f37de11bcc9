package dev.mneme.http.rest;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.config.Setting;
import dev.mneme.testing.Answer;
import dev.mneme.testing.RawHttp;
import dev.mneme.testing.TestClient;
import dev.mneme.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * "Bad input" of the issue, as far as JSON goes: the status, a helpful sentence, nothing changed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsTest {
  private TestServer server;
  private String block;
  private String before;

  @BeforeAll
  void start() {
    server = TestServer.start();
    block = server.newBlock("human", "precious");
    before = state();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @AfterEach
  void nothingHasChanged() {
    assertThat(state()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "nonsense",
        "{\"value\":\"x\"} trailing",
        "{\"value\":\"\\ud800\"}",
        "{\"value\":1}",
        "{\"value\":[]}",
        "{\"limit\":true}",
        "{\"limit\":1e400}",
        "{\"read_only\":null}",
        "{\"metadata\":\"x\"}",
        "{\"tags\":{}}",
        "[]",
        "null",
        "\"text\"",
      })
  void bodyThatDoesNotFitIsA422(String body) {
    Answer answer = server.patch("/v1/blocks/" + block, body).is(422);

    assertThat(answer.keys()).containsExactly("trace_id", "detail");
    assertThat(answer.detail()).startsWith("[{'type': '").doesNotContain("Exception", "jackson");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "text/json",
      })
  void bodyOfAnotherTypeReachesNoEndpoint(String type) {
    TestClient client = server.client().with("Content-Type", type);
    String agent = "agent-123e4567-e89b-42d3-8456-426614174000";
    for (String path :
        List.of(
            "/v1/agents/",
            "/v1/blocks/",
            "/v1/tools/add-base-tools",
            "/v1/agents/" + agent + "/recompile")) {
      assertThat(client.post(path, "{\"label\":\"x\"}").is(415).detail())
          .contains("application/json");
    }
    client.patch("/v1/blocks/" + block, "{\"value\":\"x\"}").is(415);
    client.send("DELETE", "/v1/blocks/" + block, "x").is(415);
  }

  @Test
  void bodyWithoutAnyTypeReachesNoEndpoint() {
    String answer =
        RawHttp.exchange(
            server.port(),
            String.join(
                "\r\n",
                "PATCH /v1/blocks/" + block + " HTTP/1.1",
                "Host: localhost",
                "Content-Length: 13",
                "Connection: close",
                "",
                "{\"value\":\"x\"}"));

    assertThat(answer).startsWith("HTTP/1.1 415");
  }

  @Test
  void bodyOfTwentyMegabytesIsA413() {
    byte[] large = new byte[20 << 20];
    java.util.Arrays.fill(large, (byte) 'a');

    assertThat(server.patch("/v1/blocks/" + block, large).is(413).detail()).contains("bytes");
    server.post("/v1/agents/", large).is(413);
  }

  @ParameterizedTest
  @CsvSource({
    "user_id, x",
    "user_id, user-123",
    "user_id, USER-123e4567-e89b-42d3-8456-426614174000",
    "Mneme-Author-Kind, robot",
    "Mneme-Allow-Secrets, perhaps",
    "Mneme-Reason, ''",
    "Mneme-Reason, '   '",
  })
  void headerThatDoesNotFitIsA400(String name, String value) {
    TestClient client = server.client().with(name, value);

    assertThat(client.patch("/v1/blocks/" + block, object("value", "x")).is(400).detail())
        .isNotBlank();
  }

  @Test
  void malformedUserIsToldTheFormat() {
    TestClient client = server.client().with("user_id", "me");

    for (Answer answer :
        List.of(client.delete("/v1/blocks/" + block), client.get("/v1/blocks/" + block))) {
      assertThat(answer.is(400).detail())
          .isEqualTo("Invalid user ID format: me. Expected format: 'user-<uuid4>'");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\u0001b", "a\u007fb", "a\r\n b", "a\u00c2\u0085b", "a\u00e2\u0080\u00a8b"})
  void headerCannotCarryLinesOrControlCharacters(String bytes) {
    String answer =
        RawHttp.exchange(
            server.port(),
            String.join(
                "\r\n",
                "PATCH /v1/blocks/" + block + " HTTP/1.1",
                "Host: localhost",
                "Content-Type: application/json",
                "Content-Length: 13",
                "Mneme-Reason: " + bytes,
                "Connection: close",
                "",
                "{\"value\":\"x\"}"));

    assertThat(answer).startsWith("HTTP/1.1 400").contains("{\"detail\":\"");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /v1/blocks/, 405",
    "POST, /v1/blocks/count, 405",
    "PATCH, /v1/agents/, 405",
    "GET, /v1/nothing, 404",
    "GET, /v2/blocks, 404",
    "GET, /, 404",
    "GET, /v1/../v1/nothing, 404",
    "TRACE, /v1/blocks/, 405",
    "OPTIONS, /v1/blocks/, 405",
  })
  void otherPathsAndMethodsAreRefusedInJson(String method, String path, int status) {
    assertThat(server.client().send(method, path, null).is(status).text())
        .isEqualTo(
            status == 404 ? "{\"detail\":\"Not Found\"}" : "{\"detail\":\"Method Not Allowed\"}");
  }

  @Test
  void nulInAPathIsABadRequest() {
    assertThat(server.get("/v1/blocks/" + block + "%00").is(400).text())
        .isEqualTo("{\"detail\":\"Bad Request\"}");
  }

  @Test
  void foreignHostOrOriginIsA403() {
    server.client().with("Origin", "https://evil.example").delete("/v1/blocks/" + block).is(403);
    String answer =
        RawHttp.exchange(
            server.port(),
            "DELETE /v1/blocks/%s HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                .formatted(block));

    assertThat(answer).startsWith("HTTP/1.1 403");
  }

  @Test
  void withoutTheKeyNothingIsToldOrDone() {
    try (TestServer guarded = TestServer.start(Map.of(Setting.API_KEY, "s3cret-key"))) {
      guarded.get("/v1/health/").ok();
      guarded.get("/v1/ready/").ok();
      for (String path : List.of("/v1/agents/?limit=1", "/v1/blocks/", "/v1/nothing", "/")) {
        assertThat(guarded.get(path).is(401).text()).isEqualTo("{\"detail\":\"Unauthorized\"}");
      }
      guarded.client().withKey("wrong").post("/v1/agents/", object()).is(401);
      guarded.client().withKey("s3cret-key").post("/v1/agents/", object()).ok();
    }
  }

  private String state() {
    return server.get("/v1/blocks/?limit=1000").ok().text() + server.get("/v1/agents/").ok().text();
  }
}
