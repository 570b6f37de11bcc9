package dev.mneme.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.config.DataSize;
import dev.mneme.config.HttpSettings;
import dev.mneme.config.Limits;
import dev.mneme.testing.RawHttp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the bodies of requests: read as JSON, streamed, refused, or never read. */
class RequestBodyTest {
  private static final Limits LIMITS =
      new Limits(size("8 MiB"), size("64 MiB"), size("1 MiB"), size("32 MiB"), 10_000);
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    Routes routes =
        new Routes()
            .add("POST", "/json", ex -> Reply.text(200, ex.read((f, p) -> f.requiredText("t"))))
            .add("POST", "/length", exchange -> Reply.text(200, "" + length(exchange.body())))
            .add("POST", "/unread", exchange -> Reply.detail(404, "not read"))
            .add("POST", "/git/{path...}", RequestBodyTest::echo);
    server = HttpServer.start(new HttpSettings("127.0.0.1", 0, null, null), LIMITS, routes, "1");
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void bodyThatDoesNotParseIsA422() throws Exception {
    var answer = postJson("/json", "{\"t\":");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .startsWith("{\"trace_id\":\"\",\"detail\":\"[{'type': 'json_invalid'");
  }

  @Test
  void missingFieldReadsLikeUpstreams() throws Exception {
    var answer = postJson("/json", "{\"value\":\"it's\",\"limit\":null}");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .isEqualTo(
            """
            {"trace_id":"","detail":"[{'type': 'missing', 'loc': ('body', 't'), 'msg': 'Field \
            required', 'input': {'value': \\"it's\\", 'limit': None}}]"}\
            """);
  }

  @Test
  void bodyOfAnotherTypeIsRefusedWithTheRemedy() throws Exception {
    for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "", "json")) {
      var request = request("/json").POST(BodyPublishers.ofString("{\"t\":\"x\"}"));
      var answer = send(type.isEmpty() ? request : request.header("Content-Type", type));

      assertThat(answer.statusCode()).isEqualTo(415);
      assertThat(answer.body()).contains("Content-Type: application/json");
    }
  }

  @Test
  void jsonMaySayItsCharset() throws Exception {
    var request = request("/json").POST(BodyPublishers.ofString("{\"t\":\"ü\"}"));

    assertThat(send(request.header("Content-Type", "Application/JSON; charset=utf-8")).body())
        .isEqualTo("ü");
  }

  @Test
  void bodyThatIsTooLargeIsRefusedAndTheClientLives() throws Exception {
    byte[] large = new byte[20 << 20];

    var withLength = send(json("/json").POST(BodyPublishers.ofByteArray(large)));
    var chunked =
        send(
            json("/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));

    assertThat(withLength.statusCode()).isEqualTo(413);
    assertThat(withLength.body()).contains("8,388,608 bytes", "MNEME_MAX_REQUEST");
    assertThat(chunked.statusCode()).isEqualTo(413);
  }

  @Test
  void largeBodyIsStreamedToWhoeverReadsIt() throws Exception {
    byte[] large = new byte[20 << 20];

    var answer =
        send(
            request("/length")
                .expectContinue(true)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));

    assertThat(answer.body()).isEqualTo("" + large.length);
  }

  @Test
  void answerArrivesThoughNobodyReadTheBody() throws Exception {
    var answer = send(request("/unread").POST(BodyPublishers.ofByteArray(new byte[20 << 20])));

    assertThat(answer.statusCode()).isEqualTo(404);
  }

  @Test
  void whoWaitsForContinueIsRefusedWithoutSendingTheBody() {
    String answer =
        rawLines(
            "POST /json HTTP/1.1",
            "Host: localhost",
            "Content-Type: application/json",
            "Content-Length: 20000000",
            "Expect: 100-continue");

    assertThat(answer).startsWith("HTTP/1.1 413").doesNotContain("100 Continue");
  }

  @Test
  void bodyGoesBothWaysAtOnceForGit() throws Exception {
    var answer = send(request("/git/a%2Fb/c").POST(BodyPublishers.ofString("pack")));

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-git");
    assertThat(answer.body()).isEqualTo("a/b/c: pack");
  }

  private static long length(InputStream in) throws IOException {
    return in.transferTo(OutputStream.nullOutputStream());
  }

  private static Reply echo(Exchange exchange) {
    return Reply.stream(
        202,
        "application/x-git",
        out -> {
          out.write((exchange.parameter("path") + ": ").getBytes(UTF_8));
          out.flush();
          exchange.body().transferTo(out);
        });
  }

  private HttpResponse<String> postJson(String path, String body) throws Exception {
    return send(json(path).POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder json(String path) {
    return request(path).header("Content-Type", "application/json");
  }

  private String rawLines(String... lines) {
    return raw(String.join("\r\n", lines) + "\r\n\r\n");
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
