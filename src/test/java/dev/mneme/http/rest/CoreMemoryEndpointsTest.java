package dev.mneme.http.rest;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Answer;
import dev.mneme.testing.TestServer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** rest.md §4. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoreMemoryEndpointsTest {
  private static final String UNKNOWN = "block-123e4567-e89b-42d3-8456-426614174000";
  private TestServer server;
  private String agent = "";
  private String memory = "";

  @BeforeAll
  void start() {
    server = TestServer.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void newAgent() {
    agent = server.newAgent();
    memory = "/v1/agents/" + agent + "/core-memory";
  }

  @Test
  void memoryIsThatOfTheAgent() {
    attach(server.newBlock("human", "h"));

    assertThat(server.get(memory).ok().json())
        .isEqualTo(server.get("/v1/agents/" + agent).ok().at("memory"));
  }

  @Test
  void blocksAreOrderedByIdAndCursorsAreCompared() {
    List<String> ids =
        Stream.of("a", "b", "c", "d")
            .map(label -> server.newBlock(label, label))
            .peek(this::attach)
            .sorted(Comparator.reverseOrder())
            .toList();
    String blocks = memory + "/blocks";

    assertThat(server.get(blocks).ok().each("id")).isEqualTo(ids);
    assertThat(server.get(blocks + "?limit=1000").ok().each("id")).isEqualTo(ids);
    assertThat(server.get(blocks + "?order=asc&limit=2").ok().each("id"))
        .containsExactly(ids.get(3), ids.get(2));
    assertThat(server.get(blocks + "?after=" + ids.get(1)).ok().each("id"))
        .containsExactly(ids.get(2), ids.get(3));
    assertThat(server.get(blocks + "?before=" + ids.get(1)).ok().each("id"))
        .containsExactly(ids.get(0));
    assertThat(
            server
                .get(blocks + "?order=asc&after=block-00000000-0000-4000-8000-000000000000")
                .ok()
                .each("id"))
        .hasSize(4);
    server.get(blocks + "?limit=0").is(422);
  }

  @ParameterizedTest
  @CsvSource({
    "system/human, system%2Fhuman",
    "system/human, system%2fhuman",
    "system/human, system/human",
    "system/human, system/human/",
    "a//b, a%2F%2Fb",
    "..//x, ..%2f%2fx",
    "grüße 👋, gr%C3%BC%C3%9Fe%20%F0%9F%91%8B",
    "100% + 1, 100%25%20+%201",
    "attach, attach",
    "attach/x/y, attach/x/y",
    "count, count",
    "a?b#c, a%3Fb%23c",
    "'a;b', a;b",
    ".., %2e%2e",
    "'line\nbreak', line%0Abreak",
  })
  void labelIsFoundInEitherSpelling(String label, String path) {
    attach(server.newBlock(label, "v"));

    assertThat(server.get(memory + "/blocks/" + path).ok().at("label")).isEqualTo(label);
    assertThat(server.patch(memory + "/blocks/" + path, object("value", "w")).ok().at("value"))
        .isEqualTo("w");
  }

  @Test
  void olderCallersNeedNotKnowTheSystemFolder() {
    attach(server.newBlock("human", "v"));
    server.patch("/v1/agents/" + agent, object("tags", List.of("git-memory-enabled"))).ok();

    assertThat(server.get(memory + "/blocks/human").ok().at("label")).isEqualTo("system/human");
    assertThat(server.patch(memory + "/blocks/human", object("value", "w")).ok().at("label"))
        .isEqualTo("system/human");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "..%2f..%2fx", "system%2Fnothing", "HUMAN", "%ff", "%2e%2e"})
  void labelThatIsNotThereIsNotFound(String path) {
    attach(server.newBlock("human", "h"));
    Answer answer = server.get(memory + "/blocks/" + path).is(404);

    assertThat(answer.detail())
        .startsWith("No block with label '")
        .endsWith("' found for agent '" + agent + "' (Not Found)");
    server.patch(memory + "/blocks/" + path, object("value", "x")).is(404);
  }

  @Test
  void attachAndDetachAnswerWithTheAgent() {
    String block = server.newBlock("human", "h");

    Answer attached = server.patch(memory + "/blocks/attach/" + block, null).ok();
    assertThat(attached.id()).isEqualTo(agent);
    assertThat(attached.at("blocks", 0, "id")).isEqualTo(block);

    Answer again = server.patch(memory + "/blocks/attach/" + block + "/", null).ok();
    assertThat(again.list("blocks")).hasSize(1);

    Answer detached = server.patch(memory + "/blocks/detach/" + block, null).ok();
    assertThat(detached.at("blocks")).isEqualTo(List.of());
    server.get("/v1/blocks/" + block).ok();
  }

  @Test
  void sameLabelThroughAnotherBlockIsAConflict() {
    attach(server.newBlock("human", "1"));
    String other = server.newBlock("human", "2");

    server.patch(memory + "/blocks/attach/" + other, null).is(409);

    assertThat(server.get(memory + "/blocks/human").ok().at("value")).isEqualTo("1");
  }

  @Test
  void attachOfAnUnknownBlockIsNotFound() {
    assertThat(server.patch(memory + "/blocks/attach/" + UNKNOWN, null).is(404).detail())
        .isEqualTo("Block with id '%s' not found (Not Found)".formatted(UNKNOWN));
    server.patch(memory + "/blocks/attach/x", null).is(422);
  }

  @Test
  void detachOfWhatIsNotAttachedIsNotFound() {
    String block = server.newBlock("human", "h");

    assertThat(server.patch(memory + "/blocks/detach/" + block, null).is(404).detail())
        .isEqualTo(
            "No block with id '%s' found for agent '%s' (Not Found)".formatted(block, agent));
  }

  @Test
  void valueWrittenByLabelIsReadById() {
    String block = attach(server.newBlock("human", "h"));

    server.patch(memory + "/blocks/human", object("value", "new", "label", "person")).ok();

    assertThat(server.get("/v1/blocks/" + block).ok().at("value")).isEqualTo("new");
    server.get(memory + "/blocks/human").is(404);
    server.get(memory + "/blocks/person").ok();
  }

  private String attach(String block) {
    server.patch(memory + "/blocks/attach/" + block, null).ok();
    return block;
  }
}
