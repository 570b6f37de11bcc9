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

/** Lists and counts of agents: rest.md §2. The agents are made once and only read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentListTest {
  private TestServer server;
  private String ann;
  private String bob;
  private String cec;

  @BeforeAll
  void start() {
    server = TestServer.start();
    var note = object("label", "note", "value", "v");
    ann = agent("name", "Ann", "tags", List.of("a", "x"), "memory_blocks", List.of(note));
    bob = agent("name", "Bob", "tags", List.of("b"), "project_id", "p");
    cec = agent("name", "Cécile Ann", "tags", List.of("a"), "identity_ids", List.of("i"));
    agent("name", "Sub", "tags", List.of("role:subagent"));
    agent("name", "Hid", "hidden", true);
    server.patch("/v1/agents/" + ann, object("last_run_completion", "2026-01-01T00:00:00Z")).ok();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void newestComesFirstAndHiddenOnesAreLeftOut() {
    assertThat(names("")).containsExactly("Cécile Ann", "Bob", "Ann");
    assertThat(names("?order=asc")).containsExactly("Ann", "Bob", "Cécile Ann");
    assertThat(server.get("/v1/agents").ok().each("id")).containsExactly(cec, bob, ann);
  }

  @Test
  void tagsAndBlocksAreFilledWhateverIsIncluded() {
    for (String query : List.of("?name=Ann", "?name=Ann&include=agent.tools")) {
      var list = server.get("/v1/agents/" + query).ok();
      assertThat(list.at(0, "tags")).isEqualTo(List.of("a", "x"));
      assertThat(list.at(0, "blocks", 0, "label")).isEqualTo("note");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "name=Ann, Ann",
    "name=ann, ''",
    "query_text=ann, 'Cécile Ann,Ann'",
    "query_text=CÉC, Cécile Ann",
    "query_text=%25, ''",
    "tags=a, 'Cécile Ann,Ann'",
    "tags=x&tags=b, 'Bob,Ann'",
    "tags=a&tags=x&match_all_tags=true, Ann",
    "project_id=p, Bob",
    "template_id=t, ''",
    "identity_id=i, Cécile Ann",
    "show_hidden_agents=true, 'Hid,Sub,Cécile Ann,Bob,Ann'",
    "limit=1, Cécile Ann",
    "limit=1000000, 'Cécile Ann,Bob,Ann'",
    "order_by=updated_at, 'Ann,Cécile Ann,Bob'",
    "order_by=last_run_completion&limit=1, Ann",
  })
  void filtersAndOrdersChoose(String query, String names) {
    assertThat(String.join(",", names("?" + query))).isEqualTo(names);
  }

  @Test
  void sdkPagesByTheLastId() {
    assertThat(names("?limit=2&after=" + bob)).containsExactly("Ann");
    assertThat(names("?limit=2&after=" + ann)).isEmpty();
    assertThat(names("?order=asc&after=" + bob)).containsExactly("Cécile Ann");
    assertThat(names("?before=" + ann)).containsExactly("Cécile Ann", "Bob");
    assertThat(names("?after=agent-123e4567-e89b-42d3-8456-426614174000")).hasSize(3);
    assertThat(names("?after=x")).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=x",
        "order=newest",
        "order_by=name",
        "include=blocks",
        "include=agent.tags&include=x",
        "show_hidden_agents=maybe",
      })
  void parameterThatDoesNotValidateIsA422(String query) {
    assertThat(server.get("/v1/agents/?" + query).is(422).detail()).contains("('query', '");
    assertThat(server.get("/v1/agents/count?" + query).is(422).detail()).contains("('query', '");
  }

  @ParameterizedTest
  @CsvSource({"'', 3", "?tags=a, 2", "?show_hidden_agents=true, 5", "?name=nobody, 0"})
  void countIsABareIntegerWithTheSameFilters(String query, String count) {
    assertThat(server.get("/v1/agents/count" + query).ok().text()).isEqualTo(count);
  }

  private List<String> names(String query) {
    return server.get("/v1/agents/" + query).ok().each("name");
  }

  private String agent(Object... members) {
    return server.post("/v1/agents/", object(members)).ok().id();
  }
}
