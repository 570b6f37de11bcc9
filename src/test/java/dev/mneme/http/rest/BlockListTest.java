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

/** Lists and counts of blocks: rest.md §3. The blocks are made once and only read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BlockListTest {
  private TestServer server;
  private String red;
  private String green;
  private String blue;

  @BeforeAll
  void start() {
    server = TestServer.start();
    red = block("label", "red", "value", "Warm", "tags", List.of("colour", "warm"));
    green = block("label", "green", "value", "calm_100%", "tags", List.of("colour"));
    blue = block("label", "BLUE", "description", "cold", "project_id", "p", "tags", List.of("x"));
    block("label", "template", "is_template", true, "template_name", "T");
    block("label", "hidden", "hidden", true);
    server.post("/v1/agents/", object("block_ids", List.of(red, green))).ok();
    server.post("/v1/agents/", object("block_ids", List.of(red))).ok();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void listIsOrderedByCreationWithoutTemplatesAndHiddenOnes() {
    assertThat(list("")).containsExactly("red", "green", "BLUE");
    assertThat(list("?order=desc")).containsExactly("BLUE", "green", "red");
    assertThat(server.get("/v1/blocks").ok().each("id")).containsExactly(red, green, blue);
  }

  @ParameterizedTest
  @CsvSource({
    "label=red, red",
    "label=re, ''",
    "label_search=RE, red green",
    "label_search=blu, BLUE",
    "value_search=warm, red",
    "value_search=_100%25, green",
    "value_search=%25, green",
    "description_search=COLD, BLUE",
    "tags=colour, red green",
    "tags=warm&tags=x, red BLUE",
    "tags=colour&tags=warm&match_all_tags=true, red",
    "tags=nothing, ''",
    "project_id=p, BLUE",
    "identity_id=i, ''",
    "identifier_keys=k, ''",
    "templates_only=true, template",
    "templates_only=false, red green BLUE",
    "name=T&templates_only=true, template",
    "show_hidden_blocks=true, red green BLUE hidden",
    "connected_to_agents_count_gt=0, red green",
    "connected_to_agents_count_gt=1, red",
    "connected_to_agents_count_lt=1, BLUE",
    "connected_to_agents_count_eq=1, green",
    "connected_to_agents_count_eq=0&connected_to_agents_count_eq=2, red BLUE",
    "limit=2, red green",
    "limit=100000, red green BLUE",
    "unknown=1, red green BLUE",
    "label=&value_search=&tags=&project_id=&before=&identity_id=, red green BLUE",
  })
  void filtersChoose(String query, String labels) {
    assertThat(String.join(" ", list("?" + query))).isEqualTo(labels);
  }

  @Test
  void cursorsAreRelativeToTheOrder() {
    assertThat(list("?after=" + red)).containsExactly("green", "BLUE");
    assertThat(list("?after=" + red + "&limit=1")).containsExactly("green");
    assertThat(list("?before=" + blue)).containsExactly("red", "green");
    assertThat(list("?before=" + blue + "&limit=1")).containsExactly("red");
    assertThat(list("?order=desc&after=" + green)).containsExactly("red");
  }

  @Test
  void unknownCursorsAreIgnored() {
    for (String cursor :
        List.of(
            "", "x", "block-123e4567-e89b-42d3-8456-426614174000", "agent" + red.substring(5))) {
      assertThat(list("?after=" + cursor)).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=-1",
        "limit=x",
        "limit=",
        "limit=1.5",
        "order=up",
        "order_by=label",
        "match_all_tags=maybe",
        "connected_to_agents_count_gt=x",
        "connected_to_agents_count_eq=1&connected_to_agents_count_eq=x",
      })
  void parameterThatDoesNotValidateIsA422(String query) {
    assertThat(server.get("/v1/blocks/?" + query).is(422).detail()).contains("('query', '");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 5",
    "?label=red, 1",
    "?label=hidden, 1",
    "?templates_only=true, 1",
    "?name=T, 1",
    "?tags=colour, 2",
    "?tags=colour&tags=x, 3",
    "?tags=colour&tags=warm&match_all_tags=true, 1",
    "?project_id=p, 1",
  })
  void countIsABareInteger(String query, String count) {
    assertThat(server.get("/v1/blocks/count" + query).ok().text()).isEqualTo(count);
  }

  private List<String> list(String query) {
    return server.get("/v1/blocks/" + query).ok().each("label");
  }

  private String block(Object... members) {
    return server.post("/v1/blocks/", object(members)).ok().id();
  }
}
