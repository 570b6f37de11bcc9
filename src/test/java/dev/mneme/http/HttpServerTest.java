package dev.mneme.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.config.DataSize;
import dev.mneme.config.HttpSettings;
import dev.mneme.config.Limits;
import dev.mneme.memory.NotFoundException;
import dev.mneme.testing.RawHttp;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The server below all endpoints: what arrives, what leaves, and what happens when it goes wrong.
 */
class HttpServerTest {
  private static final Limits LIMITS =
      new Limits(size("8 MiB"), size("64 MiB"), size("1 MiB"), size("32 MiB"), 10_000);
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    Routes routes =
        new Routes()
            .add("GET", "/quick", exchange -> Reply.text(200, "quick"))
            .add(
                "GET",
                "/query",
                exchange -> Reply.text(200, exchange.query().texts("q").toString()))
            .add("GET", "/header", exchange -> Reply.text(200, "").with("X-Out", header(exchange)))
            .add(
                "POST",
                "/json",
                exchange -> Reply.text(200, exchange.read((f, p) -> f.requiredText("t"))))
            .add("GET", "/broken", HttpServerTest::broken)
            .add("GET", "/late", HttpServerTest::failsInItsBody)
            .add("GET", "/cut", HttpServerTest::failsAfterItsFirstBytes)
            .add("GET", "/waits", this::waits);
    server =
        HttpServer.start(new HttpSettings("127.0.0.1", 0, null, null), LIMITS, routes, "1.2.3");
  }

  @AfterEach
  void stop() {
    released.countDown();
    server.close();
    client.close();
  }

  @Test
  void smallAnswerHasItsLengthAndTheVersion() throws Exception {
    var answer = get("/quick");

    assertThat(answer.body()).isEqualTo("quick");
    assertThat(answer.headers().firstValue("Content-Length")).hasValue("5");
    assertThat(answer.headers().firstValue("Mneme-Version")).hasValue("1.2.3");
    assertThat(answer.headers().firstValue("Server")).isEmpty();
  }

  @Test
  void unknownPathAndWrongMethodAreAnsweredInTheApisWords() throws Exception {
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
    assertThat(get("/nothing").body()).isEqualTo("{\"detail\":\"Not Found\"}");
    assertThat(get("/json").statusCode()).isEqualTo(405);
    assertThat(get("/json").body()).isEqualTo("{\"detail\":\"Method Not Allowed\"}");
    assertThat(get("/json").headers().firstValue("Allow")).hasValue("POST");
  }

  @Test
  void headIsAnsweredWithoutBody() {
    String answer = raw("HEAD /quick HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 200")
        .contains("Content-Length: 5")
        .endsWith("\r\n\r\n");
  }

  @Test
  void queryIsDecodedAsUtf8AndEmptyValuesCountAsAbsent() throws Exception {
    assertThat(get("/query?q=a+b&q=%C3%BC%2F&q=%00x&q&other=1").body()).isEqualTo("[a b, ü/, x]");
  }

  @Test
  void headersAreUtf8InBothDirections() {
    String sent = new String("Grüße 👋".getBytes(UTF_8), ISO_8859_1);
    String answer =
        raw(
            "GET /header HTTP/1.1\r\nHost: localhost\r\nX-In: "
                + sent
                + "\r\nConnection: close\r\n\r\n");

    assertThat(answer).contains("X-Out: seen Grüße 👋".replace("Grüße 👋", sent) + " and more\r\n");
  }

  @Test
  void failureShowsATraceIdAndNothingElse() throws Exception {
    var answer = get("/broken");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body())
        .matches("\\{\"detail\":\"An unknown error occurred\",\"trace_id\":\"[0-9a-f]{16}\"}");
  }

  @Test
  void failureInTheBodyIsStillAnAnswerIfNothingHasLeft() throws Exception {
    var answer = get("/late");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("{\"detail\":\"gone (Not Found)\"}");
    assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/json");
    assertThat(answer.headers().firstValue("X-Half")).isEmpty();
  }

  @Test
  void failureAfterTheFirstBytesCutsTheConnection() {
    String answer = raw("GET /cut HTTP/1.1\r\nHost: localhost\r\n\r\n");

    assertThat(answer).contains("half").doesNotContain("\r\n0\r\n", "unknown");
  }

  @Test
  void hostileRequestsAreAnsweredInJsonAndTheServerStaysUp() throws Exception {
    for (String request :
        List.of(
            "GET /quick HTTP/1.1\r\n\r\n",
            "GET /%2e%2e/x HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /a\u0000b HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "GET /%ff HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "GET /quick HTTP/1.1\r\nHost: localhost\r\nX-A: b\r\n c: d\r\n\r\n",
            "GET /quick HTTP/1.1\r\nHost: localhost\r\nX-A: b\u0001c\r\n\r\n",
            "GET /quick HTTP/1.1\r\nHost: localhost\r\nX-A: " + "b".repeat(40_000) + "\r\n\r\n",
            "POST /json HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
            "POST /json HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
            "POST /json HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
            "garbage\r\n\r\n")) {
      String answer = raw(request);

      assertThat(answer)
          .as(request.substring(0, Math.min(request.length(), 80)))
          .matches("(?s)HTTP/1.1 4\\d\\d .*");
      assertThat(answer).contains("{\"detail\":\"").doesNotContain("jetty", "Exception", "\tat ");
    }
    assertThat(get("/quick").body()).isEqualTo("quick");
  }

  @Test
  void slowCallersHoldUpNobody() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        Socket socket = RawHttp.open(server.port());
        slow.add(socket);
        String begin =
            "POST /json HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        socket.getOutputStream().write((begin + "Content-Length: 100\r\n\r\n{").getBytes(UTF_8));
      }
      assertThat(get("/quick").body()).isEqualTo("quick");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void requestInFlightIsFinishedBeforeTheServerStops() throws Exception {
    var answer = client.sendAsync(request("/waits").build(), BodyHandlers.ofString());
    entered.await();
    var stopping = CompletableFuture.runAsync(server::close);
    assertThatThrownBy(() -> stopping.get(500, MILLISECONDS)).isInstanceOf(TimeoutException.class);
    released.countDown();

    assertThat(answer.get().body()).isEqualTo("done");
    stopping.get();
  }

  @Test
  void addressInUseIsNamed() {
    var settings = new HttpSettings("127.0.0.1", server.port(), null, null);

    assertThatIOException()
        .isThrownBy(() -> HttpServer.start(settings, LIMITS, new Routes(), "1"))
        .withMessageContaining("cannot listen on 127.0.0.1:" + server.port());
  }

  private static String header(Exchange exchange) {
    return "seen " + exchange.header("x-in").orElse("nothing") + "\nand\rmore";
  }

  private static Reply broken(Exchange exchange) {
    throw new IllegalStateException("the password is secret");
  }

  private static Reply failsInItsBody(Exchange exchange) {
    return Reply.stream(
            200,
            "text/plain",
            out -> {
              out.write("half".getBytes(UTF_8));
              throw new NotFoundException("gone");
            })
        .with("X-Half", "yes");
  }

  private static Reply failsAfterItsFirstBytes(Exchange exchange) {
    return Reply.stream(
        200,
        "text/plain",
        out -> {
          out.write("half".getBytes(UTF_8));
          out.flush();
          throw new IllegalStateException("too late");
        });
  }

  private Reply waits(Exchange exchange) {
    entered.countDown();
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return Reply.text(200, "done");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.uri() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private String raw(String request) {
    return RawHttp.exchange(server.port(), request);
  }

  private static DataSize size(String text) {
    return DataSize.of(text);
  }
}
