package dev.mneme.http.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.config.Setting;
import dev.mneme.testing.Answer;
import dev.mneme.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is served to readers, with a key on the server and none in the request. */
class DocsEndpointsTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start(Map.of(Setting.API_KEY, "unknown-to-readers"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void descriptionIsServedAsJson() {
    Answer answer = server.get("/openapi.json").ok();

    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.textAt("openapi")).startsWith("3.1.");
  }

  @Test
  void pageShowsEachOperationAndEachSchema() {
    String page = server.get("/docs").ok().text();

    Node api = Node.of(ApiDescription.load());
    assertThat(api.children("paths").keySet()).allSatisfy(path -> assertThat(page).contains(path));
    assertThat(api.child("components").children("schemas").keySet())
        .allSatisfy(name -> assertThat(page).contains("id=\"schema-" + name + "\""));
  }

  @Test
  void linksOfThePageLeadSomewhere() {
    String page = server.get("/docs").ok().text();

    assertThat(attributes(page, "href"))
        .isNotEmpty()
        .allSatisfy(target -> {
          if (target.startsWith("#")) {
            assertThat(page).contains("id=\"" + target.substring(1) + "\"");
          } else {
            server.get(target).ok();
          }
        });
    assertThat(attributes(page, "id")).doesNotHaveDuplicates();
  }

  private static List<String> attributes(String page, String name) {
    return Pattern.compile(" " + name + "=\"([^\"]*)\"")
        .matcher(page)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @Test
  void pageNeedsNoNetworkAndNoScript() {
    Answer answer = server.get("/docs").ok();

    assertThat(answer.text())
        .doesNotContain("<script", "<link", "<img", "@import", "url(", "http:");
    assertThat(answer.header("Content-Security-Policy"))
        .startsWith("default-src 'none'; style-src 'sha256-");
  }

  @Test
  void whatIsDescribedCannotBecomeMarkup() {
    String hostile = "<script>alert(1)</script>\"' & `<b>`";
    Map<String, Object> operation =
        Map.of(
            "tags", List.of(hostile),
            "summary", hostile,
            "description", hostile,
            "parameters",
                List.of(
                    Map.of(
                        "name", hostile,
                        "in", hostile,
                        "description", hostile,
                        "schema", Map.of("enum", List.of(hostile)))),
            "responses", Map.of(hostile, Map.of("description", hostile)));
    Map<String, Object> api =
        Map.of(
            "info", Map.of("title", hostile, "description", hostile),
            "tags", List.of(Map.of("name", hostile, "description", hostile)),
            "paths", Map.of(hostile, Map.of("get", operation)),
            "components",
                Map.of(
                    "schemas",
                    Map.of(
                        hostile, Map.of("properties", Map.of(hostile, Map.of("type", hostile))))));

    String page = DocsPage.of(new ApiDescription(new java.util.HashMap<>(api)), "");

    assertThat(page).contains("&lt;script&gt;").doesNotContain("<script", "<b>");
  }
}
