package dev.mneme.journeys;

import static dev.mneme.testing.Occurrence.always;
import static dev.mneme.testing.Occurrence.times;
import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.config.Setting;
import dev.mneme.objects.ObjectStore;
import dev.mneme.objects.StoreUnavailableException;
import dev.mneme.testing.Answer;
import dev.mneme.testing.EventClient;
import dev.mneme.testing.FailingObjectStore;
import dev.mneme.testing.InterceptedObjectStore;
import dev.mneme.testing.Moment;
import dev.mneme.testing.Operation;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Streams of events where something fails, and at their limits. */
@Timeout(120)
class EventStreamFaultsTest {
  private static final Map<Setting, String> QUICK = Map.of(Setting.EVENT_POLL, "50 ms");
  @TempDir Path data;

  @Test
  void commitOfAnotherProcessIsToldToo() {
    try (TestServer one = TestServer.startOn(data, QUICK);
        TestServer two = TestServer.startOn(data, QUICK)) {
      TestAgent agent = TestAgent.withGit(one, "human", "Ada");
      try (EventClient stream = EventClient.open(two.url(), agent.id())) {
        agent.setValue("system/human", "Bob");

        assertThat(stream.next(2).getLast().brief()).isEqualTo("block.updated system/human");
      }
    }
  }

  @Test
  void idOfOneProcessIsGoodInTheNext() {
    String agent;
    String last;
    try (TestServer server = TestServer.startOn(data, Map.of())) {
      agent = TestAgent.withGit(server, "human", "Ada").id();
      try (EventClient stream = EventClient.open(server.url(), agent)) {
        last = stream.lastId();
        new TestAgent(server, agent).setValue("system/human", "Bob");
      }
    }
    try (TestServer server = TestServer.startOn(data, Map.of());
        EventClient stream = EventClient.open(server.url(), agent, last)) {
      assertThat(stream.next(2).getLast().brief()).isEqualTo("block.updated system/human");
    }
  }

  @Test
  void whatWasNotStoredIsNeverTold() {
    var stores = new ArrayList<FailingObjectStore>();
    try (TestServer server = TestServer.startAround(QUICK, store -> failing(store, stores))) {
      TestAgent agent = TestAgent.withGit(server, "human", "0");
      try (EventClient stream = EventClient.open(server.url(), agent.id())) {
        stores.getFirst().fail(Operation.CREATE, Moment.BEFORE, always());
        agent.patch("system/human", object("value", "never stored")).is(503);
        stores.getFirst().heal();
        Answer stored = agent.patch("system/human", object("value", "stored")).ok();

        assertThat(stream.next().data("sha")).isEqualTo(stored.header("Mneme-Commit"));
      }
    }
  }

  private static ObjectStore failing(ObjectStore store, List<FailingObjectStore> stores) {
    stores.add(FailingObjectStore.over(store));
    return stores.getLast();
  }

  @Test
  void whatWasStoredIsToldThoughItsWriterDoesNotKnow() {
    var armed = new AtomicBoolean();
    var down = new AtomicBoolean();
    InterceptedObjectStore.Hook hook =
        (operation, moment, key) -> {
          if (operation == Operation.CREATE && moment == Moment.AFTER && armed.get()) {
            down.set(true);
          }
          if (down.get()) {
            throw new StoreUnavailableException("down since the record is there");
          }
        };
    try (TestServer server =
        TestServer.startAround(QUICK, store -> InterceptedObjectStore.over(store, hook))) {
      TestAgent agent = TestAgent.withGit(server, "human", "0");
      try (EventClient stream = EventClient.open(server.url(), agent.id())) {
        armed.set(true);
        agent.patch("system/human", object("value", "stored")).is(503);
        armed.set(false);
        down.set(false);

        assertThat(stream.next(2).getLast().brief()).isEqualTo("block.updated system/human");
        assertThat(agent.value("system/human")).isEqualTo("stored");
      }
    }
  }

  @Test
  void streamOutlivesAStoreThatGivesNoAnswer() {
    var stores = new ArrayList<FailingObjectStore>();
    try (TestServer server = TestServer.startAround(QUICK, store -> failing(store, stores))) {
      TestAgent agent = TestAgent.withGit(server, "human", "0");
      try (EventClient stream = EventClient.open(server.url(), agent.id())) {
        FailingObjectStore store = stores.getFirst();
        store.fail(Operation.GET, Moment.BEFORE, times(3));
        while (store.failures() < 3) {
          Thread.onSpinWait();
        }
        agent.setValue("system/human", "1");

        assertThat(stream.next(2)).hasSize(2);
      }
    }
  }

  @Test
  void oneStreamTooManyIsRefusedUntilAnotherEnds() {
    var one = Map.of(Setting.MAX_EVENT_STREAMS, "1", Setting.EVENT_POLL, "50 ms");
    try (TestServer server = TestServer.start(one)) {
      TestAgent agent = TestAgent.withGit(server, "human", "0");
      TestAgent other = TestAgent.withGit(server, "human", "0");
      try (EventClient stream = EventClient.open(server.url(), agent.id())) {
        Answer refusal = server.get(other.path() + "/memory/events").is(429);

        assertThat(refusal.detail()).contains("MNEME_MAX_EVENT_STREAMS");
        assertThat(refusal.header("Retry-After")).isEqualTo("10");
        server.delete(agent.path()).ok();
        stream.awaitEnd();
      }
      EventClient.open(server.url(), other.id()).close();
    }
  }

  @Test
  void serverThatStopsEndsItsStreamsInOrderAndDoesNotWaitForThem() {
    TestServer server = TestServer.start();
    TestAgent agent = TestAgent.withGit(server, "human", "0");
    try (EventClient stream = EventClient.open(server.url(), agent.id())) {
      long begin = System.nanoTime();

      server.close();

      stream.awaitEnd();
      assertThat(System.nanoTime() - begin).isLessThan(5_000_000_000L);
    }
  }

  @Test
  void readerThatDoesNotReadHoldsUpNobody() throws IOException {
    try (TestServer server = TestServer.start()) {
      TestAgent agent = TestAgent.withGit(server, "human", "0");
      try (Socket deaf = new Socket(InetAddress.getLoopbackAddress(), server.port());
          EventClient stream = EventClient.open(server.url(), agent.id())) {
        deaf.setReceiveBufferSize(1024);
        String request =
            "GET %s/memory/events HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(agent.path());
        deaf.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 20; i++) {
          agent.setValue("system/human", "edit " + i);
        }

        assertThat(stream.next(40).getLast().brief()).isEqualTo("block.updated system/human");
      }
    }
  }
}
