package dev.mneme.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
  private final Routes routes =
      new Routes()
          .add("GET", "/v1/agents", named("list"))
          .add("GET", "/v1/agents/count", named("count"))
          .add("GET", "/v1/agents/{agent_id}", named("get"))
          .add("DELETE", "/v1/agents/{agent_id}", named("delete"))
          .add("GET", "/v1/agents/{agent_id}/blocks/{label...}", named("label"))
          .add("PATCH", "/v1/agents/{agent_id}/blocks/{label...}", named("patch"))
          .add("PATCH", "/v1/agents/{agent_id}/blocks/attach/{block_id}", named("attach"))
          .addOpen("GET", "/v1/health", named("health"));

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/agents, list",
    "GET, /v1/agents/, list",
    "GET, //v1///agents//, list",
    "HEAD, /v1/agents, list",
    "GET, /v1/agents/count, count",
    "GET, /v1/agents/counts, get",
    "DELETE, /v1/agents/count, delete",
    "GET, /v1/agents/a/blocks/human, label",
    "GET, /v1/agents/a/blocks/attach/b, label",
    "GET, /v1/agents/a/blocks/attach, label",
    "PATCH, /v1/agents/a/blocks/attach, patch",
    "PATCH, /v1/agents/a/blocks/attach/b, attach",
    "PATCH, /v1/agents/a/blocks/attach/b/, attach",
    "PATCH, /v1/agents/a/blocks/attach/b/c, patch",
    "PATCH, /v1/agents/a/blocks/attach%2Fb, patch",
  })
  void pathLeadsToItsEndpoint(String method, String path, String endpoint) {
    assertThat(find(method, path))
        .isInstanceOfSatisfying(
            Routes.Match.Found.class,
            found -> assertThat(found.route().endpoint()).hasToString(endpoint));
  }

  @ParameterizedTest
  @CsvSource({
    "system/human, system/human",
    "system%2Fhuman, system/human",
    "system%2fhuman/, system/human",
    "a%2F%2Fb, a//b",
    "a//b, a/b",
    "..%2f..%2fx, ../../x",
    "gr%C3%BC%C3%9Fe, grüße",
    "100%25, 100%",
    "a+b, a+b",
    "%zz%4, %zz%4",
  })
  void labelIsDecodedAfterThePathWasTakenApart(String sent, String label) {
    assertThat(find("GET", "/v1/agents/agent-1/blocks/" + sent))
        .isInstanceOfSatisfying(
            Routes.Match.Found.class,
            found ->
                assertThat(found.parameters())
                    .isEqualTo(Map.of("agent_id", "agent-1", "label", label)));
  }

  @Test
  void unknownPathIsTold() {
    assertThat(find("GET", "/v1/agent")).isEqualTo(new Routes.Match.Unknown());
    assertThat(find("GET", "/")).isEqualTo(new Routes.Match.Unknown());
    assertThat(find("GET", "/v1/agents/a/blocks")).isEqualTo(new Routes.Match.Unknown());
  }

  @Test
  void knownPathWithAnotherMethodNamesThoseThereAre() {
    assertThat(find("PUT", "/v1/agents/a"))
        .isEqualTo(new Routes.Match.WrongMethod(Set.of("DELETE", "GET")));
  }

  @Test
  void sameRouteTwiceIsAMistake() {
    assertThatThrownBy(() -> routes.add("GET", "/v1/agents/", named("again")))
        .hasMessageContaining("GET /v1/agents/");
  }

  private Routes.Match find(String method, String path) {
    return routes.find(method, RawPath.of(path));
  }

  private static Endpoint named(String name) {
    return new Endpoint() {
      @Override
      public Reply answer(Exchange exchange) {
        return Reply.text(200, name);
      }

      @Override
      public String toString() {
        return name;
      }
    };
  }
}
