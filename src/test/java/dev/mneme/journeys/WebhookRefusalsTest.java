package dev.mneme.journeys;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Answer;
import dev.mneme.testing.TestAgent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks that nobody gets, and what is said about that; nothing is changed by them. */
@Timeout(120)
class WebhookRefusalsTest extends Journey {
  private static final String HOOKS = "/v1/webhooks";
  private static final String PUBLIC = "https://1.1.1.1/hook";
  private static final String ABSENT = "webhook-00000000-0000-4000-8000-000000000009";
  private static final String LETTER = "delivery-" + "0".repeat(32);

  @AfterEach
  void nothingIsThere() {
    assertThat(server().get(HOOKS).ok().list("webhooks")).isEmpty();
  }

  private Answer post(@Nullable Object... namesAndValues) {
    return server().post(HOOKS, object(namesAndValues));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://127.0.0.1:8283/v1/agents/",
        "https://localhost/",
        "http://LOCALHOST:80/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[64:ff9b::a00:1]/",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://224.0.0.1/",
        "http://255.255.255.255/"
      })
  void addressThatOnlyThisNetworkReachesIsRefusedWithTheSetting(String url) {
    assertThat(post("url", url).is(422).detail())
        .contains("special address", "MNEME_WEBHOOK_PRIVATE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://2130706433/",
        "http://0x7f000001/",
        "http://127.1/",
        "http://0/",
        "http://localhost./",
        "http://[fe80::1%25eth0]/",
        "http://no.invalid/"
      })
  void addressInDisguiseOrNoneIsRefusedToo(String url) {
    post("url", url).is(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "not a url",
        "//1.1.1.1/",
        "ftp://1.1.1.1/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http:",
        "http://",
        "http:///path",
        "http://:80/",
        "http://user:password@1.1.1.1/",
        "http://1.1.1.1:0/",
        "http://1.1.1.1:65536/",
        "http://1.1.1.1:99999999999/",
        "http://1.1.1.1/#fragment",
        "http://1.1.1.1/a b",
        "http://1.1.1.1/\r\nX-Injected: yes",
        "http://1.1.1.1\\@127.0.0.1/",
        "http://b\u00fccher.example/",
        "http://under_score.example/",
        "http://[::1/"
      })
  void textThatIsNoUrlToSendToIsRefusedWithTheRule(String url) {
    assertThat(post("url", url).is(422).detail())
        .contains("url", "must")
        .doesNotContain("password@");
  }

  @Test
  void urlOfMoreThan2048CharactersIsRefused() {
    String url = PUBLIC + "/" + "x".repeat(2048);

    assertThat(post("url", url).is(422).detail()).contains("2048");
  }

  @Test
  void valuesOfOtherTypesAreRefusedByName() {
    for (Object wrong : Arrays.asList(7, true, List.of(PUBLIC), object("a", "b"))) {
      assertThat(post("url", wrong).is(422).detail()).contains("url");
      assertThat(post("url", PUBLIC, "agent_id", wrong).is(422).detail()).contains("agent_id");
      assertThat(post("url", PUBLIC, "secret", wrong).is(422).detail()).contains("secret");
    }
    assertThat(post("url", null).is(422).detail()).contains("url");
    assertThat(post("url", PUBLIC, "events", "commit").is(422).detail()).contains("events");
    server().post(HOOKS, "[]").is(422);
    server().post(HOOKS, "{").is(422);
    server().post(HOOKS, null).is(422);
  }

  @Test
  void eventThatDoesNotExistIsRefusedWithThoseThatDo() {
    for (String wrong : List.of("", "push", "COMMIT", "block.*", "commit ")) {
      assertThat(post("url", PUBLIC, "events", List.of("commit", wrong)).is(422).detail())
          .contains("'commit'", "'block.created'", "'block.detached'");
    }
  }

  @Test
  void agentThatDoesNotExistIsRefused() {
    post("url", PUBLIC, "agent_id", "agent-00000000-0000-4000-8000-000000000009").is(404);
    assertThat(post("url", PUBLIC, "agent_id", "nobody").is(422).detail()).contains("agent_id");
  }

  @Test
  void secretIsNotShownWhateverIsWrong() {
    String weak = "weak-secret";
    String strong = "a-secret-that-is-strong";
    for (Answer answer :
        List.of(
            post("url", PUBLIC, "secret", weak),
            post("secret", strong),
            post("url", "nonsense", "secret", strong),
            post("url", "http://127.0.0.1/", "secret", strong),
            post("url", PUBLIC, "secret", List.of(strong)),
            post("url", PUBLIC, "secret", "x".repeat(300)),
            post("url", PUBLIC, "events", List.of("push"), "secret", strong))) {
      assertThat(answer.is(422).text()).doesNotContain(weak, strong, "xxx");
    }
  }

  @Test
  void oneWebhookTooManyIsRefused() {
    TestAgent agent = agentWithGit("human", "Ada");
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      made.add(post("url", PUBLIC, "agent_id", agent.id()).ok().id());
    }

    assertThat(post("url", PUBLIC).is(409).detail()).contains("100", "delete one");

    made.forEach(id -> server().delete(HOOKS + "/" + id).ok());
  }

  @Test
  void whatIsNotThereIsNotFound() {
    TestAgent agent = agentWithGit("human", "Ada");
    String hook = post("url", PUBLIC, "agent_id", agent.id()).ok().id();
    for (String path :
        List.of(
            "/" + ABSENT,
            "/" + ABSENT + "/dead-letters",
            "/" + ABSENT + "/dead-letters/" + LETTER,
            "/" + hook + "/dead-letters/" + LETTER,
            "/" + hook + "/dead-letters/nonsense",
            "/" + hook + "/dead-letters?before=" + LETTER,
            "/" + hook + "/dead-letters?before=nonsense")) {
      server().get(HOOKS + path).is(404);
    }
    server().get(HOOKS + "/nonsense").is(422);
    server().get(HOOKS + "/" + hook + "/dead-letters?limit=nonsense").is(422);
    server().post(HOOKS + "/" + ABSENT + "/dead-letters/replay", null).is(404);
    server().post(HOOKS + "/" + hook + "/dead-letters/" + LETTER + "/replay", null).is(404);
    server().delete(HOOKS + "/" + hook + "/dead-letters/" + LETTER).is(404);
    server().delete(HOOKS + "/" + ABSENT).is(404);
    server().delete(HOOKS + "/" + hook).ok();
  }
}
