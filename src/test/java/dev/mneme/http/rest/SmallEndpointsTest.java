package dev.mneme.http.rest;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Health, tags and the stubs: rest.md §1, §5, §6 and what is answered of §7. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmallEndpointsTest {
  private TestServer server;
  private String agent;

  @BeforeAll
  void start() {
    server = TestServer.start();
    agent = server.newAgent("Zed", "😀", "\uffee", "both");
    server
        .post("/v1/blocks/", object("label", "x", "tags", List.of("apple", "both", "50%_off")))
        .ok();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void healthTellsTheCompatibleVersionAndOurOwn() {
    var answer = server.get("/v1/health/").ok();

    assertThat(answer.text()).isEqualTo("{\"version\":\"0.16.8\",\"status\":\"ok\"}");
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Mneme-Version")).isNotBlank();
    assertThat(server.get("/v1/health").ok().text()).isEqualTo(answer.text());
    server.get("/v1/ready/").ok();
  }

  @Test
  void tagsOfAgentsAndBlocksAreSortedByCodePoint() {
    assertThat(server.get("/v1/tags/").ok().json())
        .isEqualTo(List.of("50%_off", "Zed", "apple", "both", "\uffee", "😀"));
    assertThat(server.get("/v1/tags?order=desc&limit=2").ok().json())
        .isEqualTo(List.of("😀", "\uffee"));
  }

  @ParameterizedTest
  @CsvSource({
    "name=PP, apple",
    "query_text=oT, both",
    "name=%25_, 50%_off",
    "name=_, 50%_off",
    "name=zzz, ''",
    "after=apple&limit=1, both",
    "before=apple, '50%_off,Zed'",
    "after=b&before=c, both",
  })
  void tagsAreChosenByTextAndCursor(String query, String tags) {
    assertThat(String.join(",", server.get("/v1/tags/?" + query).ok().list())).isEqualTo(tags);
  }

  @Test
  void tagsRefuseWhatDoesNotValidate() {
    server.get("/v1/tags/?limit=0").is(422);
    server.get("/v1/tags/?order=x").is(422);
  }

  @Test
  void oneModelIsThereByDefault() {
    var models = server.get("/v1/models/").ok();

    assertThat(models.at(0, "handle")).isEqualTo("letta/letta-free");
    for (String key :
        List.of(
            "name",
            "model",
            "provider_type",
            "max_context_window",
            "context_window",
            "model_endpoint_type")) {
      assertThat(models.at(0, key)).as(key).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1",
    "provider_name=letta&provider_type=letta&provider_category=base, 1",
    "provider_name=openai, 0",
    "provider_category=byok, 0",
    "provider_category=byok&provider_category=base, 1",
    "provider_name=, 1",
  })
  void modelsAreChosenByTheirProvider(String query, int count) {
    assertThat(server.get("/v1/models/?" + query).ok().list()).hasSize(count);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tools", "secrets", "mcp-servers", "folders", "files", "archival-memory"})
  void whatWeDoNotHaveIsAnEmptyList(String name) {
    assertThat(server.get("/v1/agents/" + agent + "/" + name).ok().text()).isEqualTo("[]");
  }

  @Test
  void toolsAreStubs() {
    assertThat(server.get("/v1/tools/?name=memory").ok().text()).isEqualTo("[]");
    assertThat(server.post("/v1/tools/add-base-tools", null).ok().text()).isEqualTo("[]");
    String tool = "tool-123e4567-e89b-42d3-8456-426614174000";
    for (String verb : List.of("attach", "detach")) {
      var path = "/v1/agents/%s/tools/%s/%s".formatted(agent, verb, tool);
      assertThat(server.patch(path, null).ok().id()).isEqualTo(agent);
    }
  }

  @Test
  void agentHasNoSharedRepositories() {
    assertThat(server.get("/v1/agents/" + agent + "/repositories").ok().text())
        .isEqualTo("{\"repositories\":[]}");
    assertThat(server.get("/v1/repositories?limit=50&offset=0").ok().text())
        .isEqualTo("{\"repositories\":[],\"has_next_page\":false}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/conversations/",
        "/v1/conversations/x/messages",
        "/v1/agents/agent-123e4567-e89b-42d3-8456-426614174000/messages",
        "/v1/agents/agent-123e4567-e89b-42d3-8456-426614174000/messages/stream",
      })
  void conversationsAreNotForUs(String path) {
    assertThat(server.post(path, object()).is(501).detail()).contains("runs no models");
    assertThat(server.get(path).is(501).detail()).contains("runs no models");
    assertThat(server.get(path).header("X-Should-Retry")).isEqualTo("false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"archives", "folders", "mcp-servers", "runs", "steps", "tools"})
  void whatElseLettaKeepsIsEmptyAndSaysSo(String name) {
    String path = "/v1/" + name + "/";

    assertThat(server.get(path).ok().text()).isEqualTo("[]");
    assertThat(server.post(path, object()).is(501).detail()).contains("makes no " + name);
    assertThat(server.get(path + "x").is(404).detail()).contains("has no " + name, "Not Found");
    assertThat(server.delete(path + "x/y").is(404).detail()).contains("has no " + name);
  }

  @Test
  void whatElseAnAgentMayDoAtLettaIsRefusedWithASentence() {
    String path = "/v1/agents/" + agent;
    String nobody = "/v1/agents/agent-123e4567-e89b-42d3-8456-426614174000";

    assertThat(server.post(path + "/archival-memory", object()).is(501).detail()).contains("block");
    assertThat(server.get(path + "/export").is(501).detail()).contains("clone");
    assertThat(server.get(path + "/archival-memory/search").ok().text())
        .isEqualTo("{\"count\":0,\"results\":[]}");
    assertThat(server.get(path + "/schedule").ok().text())
        .isEqualTo("{\"has_next_page\":false,\"scheduled_messages\":[]}");
    assertThat(server.patch(path + "/folders/attach/x", null).is(404).detail()).contains("folders");
    assertThat(server.patch(path + "/reset-messages", object()).ok().id()).isEqualTo(agent);
    server.get(nobody + "/archival-memory").is(404);
    server.post(nobody + "/archival-memory", object()).is(404);
    server.patch(nobody + "/reset-messages", object()).is(404);
  }
}
