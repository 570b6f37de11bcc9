package dev.mneme.journeys;

import static dev.mneme.testing.TestClient.object;
import static dev.mneme.testing.WebhookReceiver.answering;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.config.Setting;
import dev.mneme.testing.Answer;
import dev.mneme.testing.EventClient;
import dev.mneme.testing.EventClient.Told;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestServer;
import dev.mneme.testing.WebhookReceiver;
import dev.mneme.testing.WebhookReceiver.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What webhooks send of what happens, and what becomes of what is not taken. */
@Timeout(120)
class WebhookTest extends Journey {
  private static final String SECRET = "a secret of mine".replace(' ', '-');
  private static final String HOOKS = "/v1/webhooks";
  private WebhookReceiver receiver = WebhookReceiver.start();

  WebhookTest() {
    super(
        TestServer.start(
            Map.of(
                Setting.WEBHOOK_PRIVATE, "yes",
                Setting.WEBHOOK_ATTEMPTS, "2",
                Setting.WEBHOOK_TIMEOUT, "60 s",
                Setting.EVENT_POLL, "100 ms")));
  }

  @BeforeEach
  void startReceiver() {
    receiver.close();
    receiver = WebhookReceiver.start();
  }

  @AfterEach
  void deleteWebhooks() {
    Answer all = server().get(HOOKS).ok();
    for (int i = 0; i < all.list("webhooks").size(); i++) {
      server().delete(HOOKS + "/" + all.textAt("webhooks", i, "id")).ok();
    }
    receiver.close();
  }

  private String hook(TestAgent agent) {
    var body = object("url", receiver.url(), "agent_id", agent.id(), "secret", SECRET);
    return server().post(HOOKS, body).ok().id();
  }

  @Test
  void receiverIsSentWhatAStreamTellsSignedAndInOrder() {
    TestAgent agent = agentWithGit("human", "Ada");
    hook(agent);
    try (EventClient stream = EventClient.open(server().url(), agent.id())) {
      agent.setValue("system/human", "Bob");
      agent.setValue("system/human", "Cleo");

      List<Delivery> came = receiver.take(4);

      List<Told> told = stream.next(4);
      assertThat(came)
          .extracting(Delivery::json)
          .containsExactlyElementsOf(told.stream().<Map<?, ?>>map(Told::json).toList());
      assertThat(came).extracting(Delivery::id).doesNotHaveDuplicates();
      Delivery first = came.getFirst();
      assertThat(first.method() + " " + first.path()).isEqualTo("POST /hook?tenant=7");
      assertThat(first.contentType()).isEqualTo("application/json");
      assertThat(first.userAgent()).startsWith("Mneme/");
      assertThat(came).allMatch(delivery -> delivery.isSignedWith(SECRET.getBytes(UTF_8)));
      assertThat(Instant.ofEpochSecond(Long.parseLong(first.timestamp())))
          .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }
  }

  @Test
  void secretIsGivenOnceIfItIsMadeHereAndNeverOtherwise() {
    TestAgent agent = agentWithGit("human", "Ada");
    Answer made = server().post(HOOKS, object("url", receiver.url(), "agent_id", agent.id())).ok();
    String secret = made.textAt("secret");
    agent.setValue("system/human", "Bob");

    Delivery delivery = receiver.take();

    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    assertThat(delivery.isSignedWith(key)).isTrue();
    assertThat(server().get(HOOKS).ok().text()).doesNotContain(secret, "secret");
    assertThat(server().get(HOOKS + "/" + made.id()).ok().text()).doesNotContain("secret");
    var own = object("url", receiver.url(), "secret", SECRET);
    assertThat(server().post(HOOKS, own).ok().text()).doesNotContain(SECRET, "secret");
  }

  @Test
  void webhookIsShownAsItWasMadeUntilItIsDeleted() {
    TestAgent agent = agentWithGit("human", "Ada");
    var body =
        object(
            "url", receiver.url(),
            "agent_id", agent.id(),
            "events", List.of("block.renamed", "commit"));
    String id = server().post(HOOKS, body).ok().id();

    Answer shown = server().get(HOOKS + "/" + id).ok();

    assertThat(shown.keys())
        .containsExactly(
            "id", "url", "agent_id", "events", "created_at", "failing_agents", "dead_letters");
    assertThat(shown.textAt("url")).isEqualTo(receiver.url());
    assertThat(shown.textAt("agent_id")).isEqualTo(agent.id());
    assertThat(shown.list("events")).containsExactly("commit", "block.renamed");
    assertThat(server().get(HOOKS).ok().at("webhooks", 0)).isEqualTo(shown.json());
    server().delete(HOOKS + "/" + id).ok();
    server().get(HOOKS + "/" + id).is(404);
    server().delete(HOOKS + "/" + id).is(404);
    assertThat(server().get(HOOKS).ok().list("webhooks")).isEmpty();
  }

  @Test
  void onlyTheEventsThatAreWantedAreSent() {
    TestAgent agent = agentWithGit("human", "Ada");
    TestAgent other = agentWithGit("human", "Ada");
    server()
        .post(
            HOOKS,
            object(
                "url", receiver.url(),
                "agent_id", agent.id(),
                "events", List.of("block.detached", "block.updated")))
        .ok();
    other.setValue("system/human", "not sent");
    agent.setValue("system/human", "Bob");
    agent.detach(agent.blockId("system/human")).ok();

    assertThat(receiver.take(2))
        .extracting(Delivery::type)
        .containsExactly("block.updated", "block.detached");
    assertThat(receiver.isIdle()).isTrue();
  }

  @Test
  void webhookOfAllAgentsIsSentThoseOfAgentsBornLaterFromTheirFirstCommitOn() {
    TestAgent old = agentWithGit("human", "Ada");
    server().post(HOOKS, object("url", receiver.url())).ok();
    TestAgent young = agentWithGit("human", "Ada");
    old.setValue("system/human", "Bob");

    List<Delivery> came = receiver.take(4);

    assertThat(came)
        .filteredOn(delivery -> young.id().equals(delivery.json().get("agent_id")))
        .extracting(Delivery::type)
        .containsExactly("commit", "block.created");
    assertThat(came)
        .filteredOn(delivery -> old.id().equals(delivery.json().get("agent_id")))
        .extracting(Delivery::type)
        .containsExactly("commit", "block.updated");
  }

  @Test
  void whatHappenedUntilAnAgentWasDeletedIsSentAfterThat() {
    TestAgent agent = agentWithGit("human", "Ada");
    hook(agent);
    receiver.next(answering(500));
    agent.setValue("system/human", "Bob");
    receiver.take();
    server().delete(agent.path()).ok();

    assertThat(receiver.take(2))
        .extracting(Delivery::type)
        .containsExactly("commit", "block.updated");
  }

  @Test
  void eventThatIsNotTakenIsSentAgainWithTheSameIdBeforeTheNext() {
    TestAgent agent = agentWithGit("human", "Ada");
    hook(agent);
    receiver.next(answering(503));
    agent.setValue("system/human", "Bob");

    List<Delivery> came = receiver.take(3);

    assertThat(came.get(1).id()).isEqualTo(came.get(0).id());
    assertThat(came.get(1).text()).isEqualTo(came.get(0).text());
    assertThat(came)
        .extracting(Delivery::type)
        .containsExactly("commit", "commit", "block.updated");
    assertThat(came).allMatch(delivery -> delivery.isSignedWith(SECRET.getBytes(UTF_8)));
  }

  @Test
  void eventThatIsNeverTakenIsADeadLetterAndHoldsUpTheOthersNoLonger() {
    TestAgent agent = agentWithGit("human", "Ada");
    String hook = hook(agent);
    receiver.next(answering(500), answering(404));
    String head = agent.patch("system/human", object("value", "Bob")).header("Mneme-Commit");

    List<Delivery> came = receiver.take(3);

    assertThat(came)
        .extracting(Delivery::type)
        .containsExactly("commit", "commit", "block.updated");
    Answer letters = server().get(HOOKS + "/" + hook + "/dead-letters").ok();
    assertThat(letters.at("has_more")).isEqualTo(false);
    assertThat(letters.keys("dead_letters", 0))
        .containsExactly(
            "id",
            "event_id",
            "type",
            "agent_id",
            "occurred_at",
            "attempts",
            "failure",
            "failed_at",
            "replaying");
    assertThat(letters.textAt("dead_letters", 0, "id")).isEqualTo(came.getFirst().id());
    assertThat(letters.textAt("dead_letters", 0, "event_id")).isEqualTo(came.getFirst().event());
    assertThat(letters.at("dead_letters", 0, "attempts")).isEqualTo(2L);
    assertThat(letters.textAt("dead_letters", 0, "failure")).isEqualTo("answered 404");
    Answer one = server().get(letter(hook, came.getFirst())).ok();
    assertThat(one.at("event")).isEqualTo(came.getFirst().json());
    assertThat(one.textAt("event", "data", "sha")).isEqualTo(head);
    assertThat(server().get(HOOKS + "/" + hook).ok().at("dead_letters")).isEqualTo(1L);
  }

  private static String letter(String hook, Delivery delivery) {
    return HOOKS + "/" + hook + "/dead-letters/" + delivery.id();
  }

  /** Makes so many dead letters; what was sent of each. */
  private List<Delivery> deadLetters(TestAgent agent, String hook, int count) {
    var failing = IntStream.range(0, 2 * count).mapToObj(i -> answering(500)).toList();
    receiver.next(failing.toArray(WebhookReceiver.Reaction[]::new));
    for (int i = 0; i < count; i++) {
      agent.setValue("system/human", "edit " + i);
    }
    List<Delivery> came = receiver.take(2 * count + count);
    await(() -> Objects.equals(server().get(HOOKS + "/" + hook).at("dead_letters"), (long) count));
    return came.stream().filter(each -> came.indexOf(each) % 2 == 0).limit(count).toList();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time is over").isLessThan(deadline);
      LockSupport.parkNanos(10_000_000);
    }
  }

  @Test
  void replayedDeadLetterIsSentAgainWithItsIdAndIsGoneWhenTaken() {
    TestAgent agent = agentWithGit("human", "Ada");
    String hook = hook(agent);
    Delivery dead = deadLetters(agent, hook, 1).getFirst();

    Answer replayed = server().post(letter(hook, dead) + "/replay", null).ok();

    assertThat(replayed.at("replaying")).isEqualTo(true);
    Delivery again = receiver.take();
    assertThat(again.id()).isEqualTo(dead.id());
    assertThat(again.text()).isEqualTo(dead.text());
    await(() -> server().get(letter(hook, dead)).status() == 404);
    assertThat(server().get(HOOKS + "/" + hook).ok().at("dead_letters")).isEqualTo(0L);
  }

  @Test
  void replayThatFailsAsOftenAsAnythingLeavesADeadLetterWithWhatCameOfIt() {
    TestAgent agent = agentWithGit("human", "Ada");
    String hook = hook(agent);
    Delivery dead = deadLetters(agent, hook, 1).getFirst();
    receiver.next(answering(500), answering(410));

    server().post(letter(hook, dead) + "/replay", null).ok();

    assertThat(receiver.take(2)).extracting(Delivery::id).containsOnly(dead.id());
    await(() -> Objects.equals(server().get(letter(hook, dead)).at("replaying"), false));
    assertThat(server().get(letter(hook, dead)).textAt("failure")).isEqualTo("answered 410");
  }

  @Test
  void allDeadLettersAreReplayedAtOnceListedInPagesAndGivenUpOneByOne() {
    TestAgent agent = agentWithGit("human", "Ada");
    String hook = hook(agent);
    String letters = HOOKS + "/" + hook + "/dead-letters";
    deadLetters(agent, hook, 3);

    Answer page = server().get(letters + "?limit=2").ok();
    assertThat(page.list("dead_letters")).hasSize(2);
    assertThat(page.at("has_more")).isEqualTo(true);
    String last = page.textAt("dead_letters", 1, "id");
    Answer rest = server().get(letters + "?limit=2&before=" + last).ok();
    assertThat(rest.list("dead_letters")).hasSize(1);
    assertThat(rest.at("has_more")).isEqualTo(false);

    server().delete(letters + "/" + last).ok();
    server().delete(letters + "/" + last).is(404);
    assertThat(server().post(letters + "/replay", null).ok().at("replayed")).isEqualTo(2L);
    assertThat(receiver.take(2))
        .extracting(Delivery::id)
        .containsExactlyInAnyOrder(
            page.textAt("dead_letters", 0, "id"), rest.textAt("dead_letters", 0, "id"));
    await(() -> server().get(letters).ok().list("dead_letters").isEmpty());
    assertThat(server().post(letters + "/replay", null).ok().at("replayed")).isEqualTo(0L);
  }

  @Test
  void slowReceiverHoldsUpNoOtherAndIsNotAskedForMoreThanAFewAtOnce() {
    server().post(HOOKS, object("url", receiver.url())).ok();
    receiver.usually(exchange -> park());
    List<TestAgent> agents =
        IntStream.range(0, 6).mapToObj(i -> agentWithGit("human", "" + i)).toList();
    receiver.take(4);
    try (WebhookReceiver quick = WebhookReceiver.start()) {
      server().post(HOOKS, object("url", quick.url())).ok();

      agents.forEach(agent -> agent.setValue("system/human", "changed"));

      assertThat(quick.take(12)).hasSize(12);
      assertThat(receiver.mostAtOnce()).isEqualTo(4);
    }
  }

  private static void park() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void deletedWebhookIsSentNothingMore() {
    TestAgent agent = agentWithGit("human", "Ada");
    String hook = hook(agent);
    receiver.usually(answering(500));
    agent.setValue("system/human", "Bob");
    receiver.take();
    server().delete(HOOKS + "/" + hook).ok();
    try (WebhookReceiver other = WebhookReceiver.start()) {
      server().post(HOOKS, object("url", other.url(), "agent_id", agent.id())).ok();
      agent.setValue("system/human", "Cleo");

      assertThat(other.take(2)).hasSize(2);
      assertThat(receiver.isIdle()).isTrue();
    }
  }
}
