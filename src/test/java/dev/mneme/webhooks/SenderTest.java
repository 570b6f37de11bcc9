package dev.mneme.webhooks;

import static dev.mneme.testing.WebhookReceiver.answering;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.mneme.events.DeliveryId;
import dev.mneme.events.Webhook;
import dev.mneme.events.WebhookId;
import dev.mneme.events.WebhookSecret;
import dev.mneme.events.WebhookUrl;
import dev.mneme.testing.WebhookReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One attempt to send something, to receivers of all kinds. */
@Timeout(60)
class SenderTest {
  private static final Duration TIMEOUT = Duration.ofMillis(700);
  private static final DeliveryId ID = new DeliveryId("delivery-" + "0".repeat(32));
  private static final Instant NOW = Instant.parse("2026-11-25T09:00:00.9Z");
  private final WebhookReceiver receiver = WebhookReceiver.start();

  @AfterEach
  void closeReceiver() {
    receiver.close();
  }

  private Outcome send(String url, Addresses.Names names, boolean anywhere) {
    return send(url, names, anywhere, Duration.ofSeconds(20));
  }

  private Outcome send(String url, Addresses.Names names, boolean anywhere, Duration timeout) {
    try (var sender =
        new Sender(new Addresses(names, anywhere), timeout, "1.2", InstantSource.fixed(NOW))) {
      return send(sender, url);
    }
  }

  private static Outcome send(Sender sender, String url) {
    var webhook =
        new Webhook(
            new WebhookId("webhook-00000000-0000-4000-8000-000000000000"),
            WebhookUrl.of(url),
            null,
            Set.of(),
            new WebhookSecret("0123456789abcdef"),
            NOW);
    return sender.send(webhook, ID, new byte[] {'{', '}'});
  }

  private Outcome send() {
    return send(receiver.url(), Addresses.Names.ofSystem(), true);
  }

  private Outcome sendInHaste() {
    return send(receiver.url(), Addresses.Names.ofSystem(), true, TIMEOUT);
  }

  private static String why(Outcome outcome) {
    return outcome instanceof Outcome.Failed(String why) ? why : "taken";
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void everySuccessIsTaken(int status) {
    receiver.usually(answering(status));

    assertThat(send()).isEqualTo(new Outcome.Taken());
    assertThat(receiver.take().timestamp()).isEqualTo("" + NOW.getEpochSecond());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 407, 410, 429, 500, 503})
  void everythingElseIsNot(int status) {
    receiver.usually(answering(status));

    assertThat(why(send())).isEqualTo("answered " + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectIsNotFollowedAndTheOwnerIsTold(int status) {
    try (WebhookReceiver other = WebhookReceiver.start()) {
      receiver.usually(exchange -> {
        exchange.getResponseHeaders().set("Location", other.url());
        exchange.sendResponseHeaders(status, -1);
      });

      assertThat(why(send()))
          .isEqualTo(
              "answered %d; redirects are not followed, give the url it leads to"
                  .formatted(status));
      assertThat(other.isIdle()).isTrue();
    }
  }

  @Test
  void cookieOfAReceiverIsNotSentBack() {
    receiver.usually(exchange -> {
      assertThat(exchange.getRequestHeaders()).doesNotContainKey("Cookie");
      exchange.getResponseHeaders().set("Set-Cookie", "a=b");
      exchange.sendResponseHeaders(204, -1);
    });
    var addresses = new Addresses(Addresses.Names.ofSystem(), true);
    try (var sender =
        new Sender(addresses, Duration.ofSeconds(20), "1", InstantSource.fixed(NOW))) {
      assertThat(send(sender, receiver.url())).isEqualTo(new Outcome.Taken());
      assertThat(send(sender, receiver.url())).isEqualTo(new Outcome.Taken());
    }
  }

  @Test
  void receiverThatDoesNotAnswerFailsWhenTheTimeIsOver() {
    receiver.usually(exchange -> park());

    assertThat(why(sendInHaste())).isEqualTo("no whole answer within 700 ms");
  }

  @Test
  void receiverThatAnswersForEverFailsWhenTheTimeIsOver() {
    receiver.usually(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write('x');
      exchange.getResponseBody().flush();
      park();
    });

    assertThat(why(sendInHaste())).isEqualTo("no whole answer within 700 ms");
  }

  @Test
  void longAnswerIsNotReadToItsEnd() {
    receiver.usually(SenderTest::answerLong);

    assertThat(why(send())).startsWith("the connection or the answer broke");
  }

  private static void answerLong(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 1L << 30);
    exchange.getResponseBody().write(new byte[1 << 20]);
  }

  private static void park() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void receiverThatIsNotThereIsToldInOurWords() {
    int port = receiver.port();
    receiver.close();

    assertThat(why(send("http://127.0.0.1:" + port, Addresses.Names.ofSystem(), true)))
        .isEqualTo("could not be connected to");
  }

  @Test
  void receiverWhoseCertificateNobodyVouchesForIsSentNothing(@TempDir Path folder)
      throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    var received = new AtomicInteger();
    server.setHttpsConfigurator(new HttpsConfigurator(selfSigned(folder)));
    server.createContext("/", exchange -> received.incrementAndGet());
    server.start();
    try {
      String url = "https://localhost:" + server.getAddress().getPort();

      Addresses.Names loopback = host -> List.of(InetAddress.getLoopbackAddress());
      assertThat(why(send(url, loopback, true, Duration.ofSeconds(20))))
          .isEqualTo("no trusted TLS connection could be made");
      assertThat(received).hasValue(0);
    } finally {
      server.stop(0);
    }
  }

  private static SSLContext selfSigned(Path folder) throws Exception {
    char[] password = "changeit".toCharArray();
    Path file = folder.resolve("keys.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command =
        List.of(
            keytool,
            "-genkeypair",
            "-alias",
            "a",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-keystore",
            file.toString(),
            "-storepass",
            new String(password));
    assertThat(new ProcessBuilder(command).redirectErrorStream(true).start().waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(file.toFile(), password);
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  @Test
  void unknownHostIsToldInOurWords() {
    Addresses.Names none =
        host -> {
          throw new UnknownHostException("private.internal. details");
        };

    assertThat(why(send("http://unknown.example", none, false))).isEqualTo("the host is not known");
  }

  @Test
  void lookUpThatTakesForEverEndsWithTheAttempt() {
    Addresses.Names slow =
        host -> {
          park();
          return List.of();
        };

    assertThat(why(send("http://slow.example", slow, false, TIMEOUT)))
        .isEqualTo("no whole answer within 700 ms");
  }

  @Test
  void nameThatHasBecomePrivateSinceTheLastDeliveryIsRefused() {
    var asked = new AtomicInteger();
    var now = new AtomicReference<>("127.0.0.1");
    Addresses.Names changing =
        host -> {
          asked.incrementAndGet();
          return List.of(InetAddress.ofLiteral(now.get()));
        };
    String url = "http://changing.example:" + receiver.port();
    assertThat(send(url, changing, true)).isEqualTo(new Outcome.Taken());

    assertThat(why(send(url, changing, false)))
        .contains("changing.example", "MNEME_WEBHOOK_PRIVATE");

    assertThat(asked).hasValue(2);
    receiver.take();
    assertThat(receiver.isIdle()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"})
  void loopbackIsNotConnectedTo(String host) {
    String url = "http://%s:%d/".formatted(host, receiver.port());

    assertThat(why(send(url, Addresses.Names.ofSystem(), false))).contains("MNEME_WEBHOOK_PRIVATE");
    assertThat(receiver.isIdle()).isTrue();
  }
}
