package dev.mneme.http.rest;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.config.Setting;
import dev.mneme.testing.Answer;
import dev.mneme.testing.HeldDatabase;
import dev.mneme.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers read while storage is busy or damaged: rest.md "Errors". */
class StorageFailuresTest {
  private static final Map<Setting, String> IMPATIENT =
      Map.of(Setting.DATABASE_BUSY_TIMEOUT, "200 ms");

  @TempDir Path data;

  @Test
  void whileAnotherProcessHoldsTheDatabaseWritesAreA503() {
    try (TestServer server = TestServer.startOn(data, IMPATIENT)) {
      String plain = server.newBlock("human", "before");
      String agent = newGitAgent(server);
      try (var _ = HeldDatabase.of(data)) {
        assertUnavailable(server.patch("/v1/blocks/" + plain, object("value", "after")));
        assertUnavailable(server.post("/v1/agents/", object()));
        assertThat(server.get("/v1/blocks/" + plain).ok().at("value")).isEqualTo("before");
        server.get("/v1/agents/" + agent).ok();
      }
      assertThat(server.patch("/v1/blocks/" + plain, object("value", "after")).ok().at("value"))
          .isEqualTo("after");
    }
  }

  @Test
  void damagedRepositoryStopsAloneAndSaysSo() throws IOException {
    String damaged;
    String healthy;
    try (TestServer server = TestServer.startOn(data, Map.of())) {
      damaged = newGitAgent(server);
      try (var files = Files.walk(data.resolve("objects"))) {
        for (Path record : files.filter(file -> file.toString().endsWith(".l")).toList()) {
          byte[] bytes = Files.readAllBytes(record);
          bytes[bytes.length / 2] ^= 1;
          Files.write(record, bytes);
        }
      }
      healthy = newGitAgent(server);
    }
    try (TestServer server = TestServer.startOn(data, Map.of())) {
      for (String list : List.of("/v1/agents/", "/v1/blocks/", "/v1/tags/", "/v1/agents/count")) {
        server.get(list).ok();
      }
      server.get("/v1/agents/" + damaged).is(500);
      Answer answer = server.patch(human(damaged), object("value", "new")).is(500);

      assertThat(answer.detail()).contains("damaged", "log").doesNotContain("Exception", "repos/");
      server.patch(human(healthy), object("value", "new")).ok();
    }
  }

  private static void assertUnavailable(Answer answer) {
    assertThat(answer.is(503).detail()).contains("temporarily unavailable");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
  }

  private static String human(String agent) {
    return "/v1/agents/" + agent + "/core-memory/blocks/system%2Fhuman";
  }

  private static String newGitAgent(TestServer server) {
    var human = object("label", "human", "value", "h");
    return server
        .post(
            "/v1/agents/",
            object("tags", List.of("git-memory-enabled"), "memory_blocks", List.of(human)))
        .ok()
        .id();
  }
}
