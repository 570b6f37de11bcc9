package dev.mneme.promises;

import static dev.mneme.testing.TestClient.object;
import static dev.mneme.testing.WebhookReceiver.answering;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.agent.AgentId;
import dev.mneme.config.Setting;
import dev.mneme.database.Database;
import dev.mneme.database.DatabaseSettings;
import dev.mneme.database.Durability;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.DeliveryId;
import dev.mneme.events.EventPlace;
import dev.mneme.events.EventType;
import dev.mneme.events.WebhookId;
import dev.mneme.objects.StoreUnavailableException;
import dev.mneme.testing.Answer;
import dev.mneme.testing.InterceptedObjectStore;
import dev.mneme.testing.Moment;
import dev.mneme.testing.Operation;
import dev.mneme.testing.ServerProcess;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClient;
import dev.mneme.testing.TestServer;
import dev.mneme.testing.WebhookReceiver;
import dev.mneme.testing.WebhookReceiver.Delivery;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing durable is never sent, whoever dies or stands still, and nobody sends beside another. */
@Timeout(180)
class WebhookFaultsTest {
  private static final Map<Setting, String> SETTINGS =
      Map.of(
          Setting.WEBHOOK_PRIVATE, "yes",
          Setting.WEBHOOK_TIMEOUT, "2 s",
          Setting.EVENT_POLL, "100 ms");
  private static final String[] OPTIONS = {
    "--webhook-private", "yes", "--webhook-timeout", "2 s", "--event-poll", "100 ms"
  };
  @TempDir Path data;
  private WebhookReceiver receiver = WebhookReceiver.start();

  @AfterEach
  void closeReceiver() {
    receiver.close();
  }

  private String hook(TestClient client) {
    return client.post("/v1/webhooks", object("url", receiver.url())).ok().id();
  }

  private static TestAgent agent(TestServer server) {
    return TestAgent.withGit(server, "human", "Ada");
  }

  /** An agent with one block, on a server in another process. */
  private static String newAgent(TestClient client) {
    var block = object("label", "human", "value", "Ada");
    var body = object("tags", List.of("git-memory-enabled"), "memory_blocks", List.of(block));
    return client.post("/v1/agents/", body).ok().id();
  }

  private static Answer edit(TestClient client, String agent, String value) {
    String path = "/v1/agents/%s/core-memory/blocks/system%%2Fhuman".formatted(agent);
    return client.patch(path, object("value", value)).ok();
  }

  @Test
  void whatWasSentWhenItsSenderWasKilledIsSentAgainWithTheSameIdByTheNext() {
    ServerProcess first = ServerProcess.start(data, OPTIONS);
    String agent = newAgent(first.client());
    hook(first.client());
    receiver.next(exchange -> first.kill());
    edit(first.client(), agent, "Bob");
    Delivery killed = receiver.take();

    try (TestServer next = TestServer.startOn(data, SETTINGS)) {
      List<Delivery> came = receiver.takeDifferent(2);

      assertThat(came.getFirst().id()).isEqualTo(killed.id());
      assertThat(came.getFirst().text()).isEqualTo(killed.text());
      assertThat(came).extracting(Delivery::type).containsExactly("commit", "block.updated");
      assertThat(new TestAgent(next, agent).value("system/human")).isEqualTo("Bob");
    }
  }

  @Test
  void whatAKilledProcessHadNotSentYetIsSentByTheOneBesideIt() {
    try (TestServer beside = TestServer.startOn(data, SETTINGS)) {
      ServerProcess killed = ServerProcess.start(data, OPTIONS);
      String agent = newAgent(killed.client());
      hook(killed.client());
      receiver.next(exchange -> park());
      edit(killed.client(), agent, "Bob");
      String hanging = receiver.take().id();
      edit(killed.client(), agent, "Cleo");
      killed.kill();

      List<Delivery> came = receiver.takeDifferent(4);

      assertThat(came.getFirst().id()).isEqualTo(hanging);
      assertThat(came)
          .extracting(Delivery::type)
          .containsExactly("commit", "block.updated", "commit", "block.updated");
      assertThat(new TestAgent(beside, agent).value("system/human")).isEqualTo("Cleo");
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
  void processThatWasPausedForLongerThanItsLeaseLeavesTheRestToTheOther() {
    try (TestServer beside = TestServer.startOn(data, SETTINGS)) {
      ServerProcess paused = ServerProcess.start(data, OPTIONS);
      try {
        String agent = newAgent(paused.client());
        hook(paused.client());
        receiver.next(exchange -> {
          paused.pause();
          exchange.sendResponseHeaders(204, -1);
        });
        edit(paused.client(), agent, "Bob");
        Delivery first = receiver.take();
        List<Delivery> byTheOther = receiver.takeDifferent(2);
        paused.resume();
        edit(beside.client(), agent, "Cleo");
        edit(paused.client(), agent, "Dora");
        List<Delivery> later = takeUntil(seq(first) + 2);

        assertThat(byTheOther.getFirst().id()).isEqualTo(first.id());
        assertThat(byTheOther)
            .extracting(Delivery::type)
            .containsExactly("commit", "block.updated");
        assertThat(later)
            .filteredOn(delivery -> seq(delivery) > seq(first))
            .extracting(WebhookFaultsTest::place)
            .isSorted()
            .doesNotHaveDuplicates()
            .hasSize(4);
      } finally {
        paused.resumeIfAlive();
        paused.kill();
      }
    }
  }

  /** Up to the last event of a record, which has two. */
  private List<Delivery> takeUntil(int seq) {
    List<Delivery> came = new ArrayList<>(List.of(receiver.take()));
    while (place(came.getLast()) != seq * 100 + 1) {
      came.add(receiver.take());
    }
    return came;
  }

  private static int seq(Delivery delivery) {
    return place(delivery) / 100;
  }

  @Test
  void twoProcessesSendEachEventOnceAndThoseOfAnAgentInOrder() {
    var patient = Map.of(Setting.WEBHOOK_PRIVATE, "yes", Setting.EVENT_POLL, "100 ms");
    try (TestServer one = TestServer.startOn(data, patient);
        TestServer two = TestServer.startOn(data, patient)) {
      List<TestAgent> agents = IntStream.range(0, 5).mapToObj(i -> agent(one)).toList();
      hook(two.client());
      for (int i = 0; i < 40; i++) {
        TestAgent agent = agents.get(i % agents.size());
        new TestAgent(i % 3 == 0 ? one : two, agent.id()).setValue("system/human", "edit " + i);
      }

      List<Delivery> came = receiver.take(80);

      assertThat(came).extracting(Delivery::id).doesNotHaveDuplicates();
      Map<String, List<Integer>> places =
          came.stream()
              .collect(
                  Collectors.groupingBy(
                      delivery -> String.valueOf(delivery.json().get("agent_id")),
                      Collectors.mapping(WebhookFaultsTest::place, Collectors.toList())));
      assertThat(places).hasSize(5).allSatisfy((agent, seqs) -> assertThat(seqs).isSorted());
      assertThat(receiver.isIdle()).isTrue();
    }
  }

  /** The last two numbers of an event's id. */
  private static int place(Delivery delivery) {
    String[] parts = delivery.event().split("\\.", -1);
    return Integer.parseInt(parts[1]) * 100 + Integer.parseInt(parts[2]);
  }

  @Test
  void receiverThatWasAwayGetsEverythingInOrderWhenItIsBack() {
    int port = receiver.port();
    try (TestServer server = TestServer.startOn(data, SETTINGS)) {
      TestAgent agent = agent(server);
      String hook = hook(server.client());
      receiver.close();
      agent.setValue("system/human", "Bob");
      agent.setValue("system/human", "Cleo");
      awaitFailing(server, hook);

      receiver = WebhookReceiver.startOn(port);

      assertThat(receiver.takeDifferent(4))
          .extracting(WebhookFaultsTest::place)
          .isSorted()
          .doesNotHaveDuplicates();
      assertThat(server.get("/v1/webhooks/" + hook).ok().at("dead_letters")).isEqualTo(0L);
    }
  }

  private static void awaitFailing(TestServer server, String hook) {
    while (!Objects.equals(server.get("/v1/webhooks/" + hook).at("failing_agents"), 1L)) {
      LockSupport.parkNanos(10_000_000);
    }
  }

  @Test
  void serverThatStopsDoesNotWaitForAReceiverAndTheNextOneSendsThat() {
    TestServer server = TestServer.startOn(data, SETTINGS);
    String agent = agent(server).id();
    hook(server.client());
    receiver.next(exchange -> park());
    new TestAgent(server, agent).setValue("system/human", "Bob");
    String hanging = receiver.take().id();
    long begin = System.nanoTime();

    server.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
    try (TestServer next = TestServer.startOn(data, SETTINGS)) {
      assertThat(receiver.takeDifferent(2).getFirst().id()).isEqualTo(hanging);
      assertThat(next.get("/v1/webhooks").ok().at("webhooks", 0, "dead_letters")).isEqualTo(0L);
    }
  }

  @Test
  void whatWasStoredIsSentThoughItsWriterDoesNotKnowAndWhatWasNotIsNot() {
    var fault = new AtomicReference<>(Moment.AFTER);
    var armed = new AtomicBoolean();
    var down = new AtomicBoolean();
    InterceptedObjectStore.Hook hook =
        (operation, moment, key) -> {
          boolean creates = operation == Operation.CREATE && moment == fault.get();
          if (down.get() || (creates && armed.get())) {
            down.set(true);
            throw new StoreUnavailableException("down %s the record is there".formatted(moment));
          }
        };
    try (TestServer server =
        TestServer.startOn(data, SETTINGS, store -> InterceptedObjectStore.over(store, hook))) {
      TestAgent agent = agent(server);
      hook(server.client());
      for (Moment moment : List.of(Moment.BEFORE, Moment.AFTER)) {
        fault.set(moment);
        armed.set(true);
        agent.patch("system/human", object("value", "create fails " + moment)).is(503);
        armed.set(false);
        down.set(false);
      }

      assertThat(agent.value("system/human")).isEqualTo("create fails AFTER");
      assertThat(receiver.takeDifferent(2))
          .extracting(Delivery::type)
          .containsExactly("commit", "block.updated");
      agent.setValue("system/human", "no fault");
      assertThat(receiver.takeDifferent(2)).extracting(WebhookFaultsTest::seq).containsOnly(3);
      assertThat(receiver.isIdle()).isTrue();
    }
  }

  @Test
  void eventsWaitInTheLogWhileThereAreTooManyDeadLetters() {
    try (TestServer server =
        TestServer.startOn(
            data, Map.of(Setting.WEBHOOK_PRIVATE, "yes", Setting.WEBHOOK_ATTEMPTS, "1"))) {
      TestAgent agent = agent(server);
      String hook = hook(server.client());
      addDeadLetters(hook, agent.id(), 1_000);
      receiver.usually(answering(500));
      agent.setValue("system/human", "Bob");
      receiver.take();
      awaitFailing(server, hook);

      assertThat(server.get("/v1/webhooks/" + hook).ok().at("dead_letters")).isEqualTo(1_000L);
      assertThat(receiver.isIdle()).isTrue();
    }
  }

  private void addDeadLetters(String hook, String agent, int count) {
    var webhook = new WebhookId(hook);
    var settings = new DatabaseSettings(data.resolve("mneme.db"), Duration.ofSeconds(5), 1);
    try (Database database = Database.open(settings)) {
      database.write(
          Durability.FULL,
          tables -> {
            for (int i = 0; i < count; i++) {
              EventPlace place = EventPlace.behind("0".repeat(32), 1, i);
              tables
                  .deadLetters()
                  .insert(
                      new DeadLetter(
                          webhook,
                          DeliveryId.of(webhook, place),
                          new AgentId(agent),
                          place,
                          EventType.COMMIT,
                          Instant.EPOCH,
                          1,
                          "answered 500",
                          Instant.EPOCH,
                          false));
            }
            return true;
          });
    }
  }
}
