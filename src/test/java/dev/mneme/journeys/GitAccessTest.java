package dev.mneme.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.config.Setting;
import dev.mneme.testing.Git;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClient;
import dev.mneme.testing.TestLog;
import dev.mneme.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in with git, and what those read who do not: git.md §1 and §2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GitAccessTest {
  private static final String KEY = "a-long-and-secret-key-1234567890";
  private static final String UNKNOWN = "agent-123e4567-e89b-42d3-8456-426614174000";
  private final TestLog log = TestLog.listen();
  private final Git git = Git.fresh();
  private final TestServer open = TestServer.start();
  private final TestServer closed = TestServer.start(Map.of(Setting.API_KEY, KEY));

  @AfterAll
  void closeAll() {
    open.close();
    closed.close();
    git.close();
    log.close();
  }

  @Test
  void unknownAgentIsToldInPlainTextToGitAndAsJsonToOthers() {
    var answer = git.run(git.home(), "clone", open.repositoryOf(UNKNOWN), "x").fails();
    assertThat(answer.remote())
        .containsExactly("Agent with id '%s' not found (Not Found)".formatted(UNKNOWN));

    String path = "/v1/git/" + UNKNOWN + "/state.git/info/refs?service=git-upload-pack";
    var json = open.get(path).is(404);
    assertThat(json.header("Content-Type")).isEqualTo("application/json");
    assertThat(json.detail()).contains(UNKNOWN);
    var text = open.client().with("User-Agent", "git/2.39.5").get(path).is(404);
    assertThat(text.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(text.text().strip()).isEqualTo(json.detail());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "agent-1", "agent-123E4567-E89B-42D3-8456-426614174000"})
  void malformedIdIsABadRequest(String id) {
    var answer = git.run(git.home(), "clone", open.repositoryOf(id), "x").fails();

    assertThat(answer.stderr()).contains("Invalid agent ID format: " + id, "400");
    open.get("/v1/git/" + id + "/state.git/info/refs?service=git-receive-pack").is(400);
  }

  @Test
  void agentWithoutGitMemoryIsToldHowToEnableIt() {
    TestAgent agent = TestAgent.plain(open, "human", "h\n");

    var answer = git.run(git.home(), "clone", agent.remote(), "x").fails();

    assertThat(answer.remote().getFirst())
        .contains("git-memory-enabled", agent.id(), "/memory/enable");
    open.get("/v1/git/" + agent.id() + "/state.git/info/refs?service=git-receive-pack").is(404);
    assertThat(agent.labels()).containsExactly("human");
  }

  @Test
  void dumbProtocolIsNotServed() {
    TestAgent agent = TestAgent.withGit(open, "human", "h\n");

    open.get("/v1/git/" + agent.id() + "/state.git/info/refs").is(404);
    open.get("/v1/git/" + agent.id() + "/state.git/HEAD").is(404);
    open.get("/v1/git/" + agent.id() + "/state.git/git-upload-pack").is(405);
  }

  @Test
  void firstRequestWithoutKeyIsChallenged() {
    String path =
        "/v1/git/" + agentOfClosed().id() + "/state.git/info/refs?service=git-upload-pack";

    var answer = closed.get(path).is(401);

    assertThat(answer.header("WWW-Authenticate")).startsWith("Basic realm=\"");
    closed.get("/v1/agents/").is(401);
    closed.get("/v1/health/").ok();
  }

  @Test
  void keyComesFromTheCredentialHelper() {
    TestAgent agent = agentOfClosed();
    Git helped =
        git.withSetting(
            "credential.helper", "!f() { echo username=anybody; echo password=" + KEY + "; }; f");

    var clone = helped.clone(agent.remote());
    clone.write("notes/a.md", "a\n").commitAndPush("Note").ok();

    assertThat(value(agent, "notes/a")).isEqualTo("a\n");
  }

  @Test
  void keyComesInAnExtraHeaderAsTheHarnessSendsIt() {
    TestAgent agent = agentOfClosed();
    for (String header : List.of("Basic " + base64("letta:" + KEY), "Bearer " + KEY)) {
      var clone =
          git.withSetting("http.extraHeader", "Authorization: " + header).clone(agent.remote());
      clone.write("notes/a.md", header.substring(0, 5) + "\n").commitAndPush("Note").ok();
      assertThat(value(agent, "notes/a")).isEqualTo(header.substring(0, 5) + "\n");
    }
  }

  @Test
  void wrongKeyGetsNothingAndIsNotLogged() {
    TestAgent agent = agentOfClosed();
    String wrong = "wrong-" + KEY;

    for (String header :
        List.of("Basic " + base64("letta:" + wrong), "Bearer " + wrong, "Basic %%%", "Basic")) {
      var refused =
          git.withSetting("http.extraHeader", "Authorization: " + header)
              .run(git.home(), "ls-remote", agent.remote())
              .fails();
      assertThat(refused.stdout()).isEmpty();
    }

    assertThat(String.join("\n", log.lines()))
        .doesNotContain(KEY, base64("letta:" + KEY), base64("letta:" + wrong), "Authorization");
  }

  private TestAgent agentOfClosed() {
    var body = TestClient.object("tags", List.of("git-memory-enabled"));
    return new TestAgent(closed, closed.client().withKey(KEY).post("/v1/agents/", body).ok().id());
  }

  private String value(TestAgent agent, String label) {
    return closed.client().withKey(KEY).get(agent.path(label)).ok().textAt("value");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
