package dev.mneme.http.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.config.DataSize;
import dev.mneme.config.HttpSettings;
import dev.mneme.config.Limits;
import dev.mneme.http.Exchange;
import dev.mneme.http.HttpServer;
import dev.mneme.http.Reply;
import dev.mneme.http.Routes;
import dev.mneme.memory.Attribution;
import dev.mneme.testing.RawHttp;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers that say who writes and why: git.md §7, rest.md §0. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallersTest {
  private HttpServer server;

  @BeforeAll
  void start() throws IOException {
    DataSize size = DataSize.of("1 MiB");
    server =
        HttpServer.start(
            new HttpSettings("127.0.0.1", 0, null, null),
            new Limits(size, size, size, size, 1),
            new Routes().add("GET", "/", CallersTest::told),
            "test");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void withoutHeadersTheDefaultUserActs() {
    assertThat(ask("X-Nothing: 1"))
        .contains("user-00000000-0000-4000-8000-000000000000 in org-00000000-0000-4000")
        .contains("{} secrets=false");
  }

  @Test
  void headersBecomeTrailersInOneOrder() {
    String reason = new String("Grüße, größer".getBytes(UTF_8), ISO_8859_1);
    String answer =
        ask(
            "mneme-reason: " + reason,
            "Mneme-Author-Kind: agent",
            "Mneme-Model: p/m",
            "Mneme-Message: m-1",
            "Mneme-Conversation: c-1",
            "Mneme-Run: r-1",
            "Mneme-Unknown: ignored",
            "Mneme-Allow-Secrets: true",
            "user_id: user-123e4567-e89b-42d3-8456-426614174000");

    assertThat(answer)
        .contains("user-123e4567-e89b-42d3-8456-426614174000 in ")
        .contains(
            "{Run-Id=r-1, Conversation-Id=c-1, Message-Id=m-1, Model=p/m, Author-Kind=agent, Reason="
                + reason
                + "} secrets=true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user_id: x",
        "user_id:",
        "user_id: org-123e4567-e89b-42d3-8456-426614174000",
        "Mneme-Author-Kind: robot",
        "Mneme-Run:",
        "Mneme-Run: a\tb",
        "Mneme-Reason: a\u00c2\u0085b",
        "Mneme-Reason: a\u00e2\u0080\u00a8b",
        "Mneme-Allow-Secrets: yes",
      })
  void whatDoesNotFitIsA400(String header) {
    assertThat(ask(header)).startsWith("HTTP/1.1 400").contains("{\"detail\":\"");
  }

  private static Reply told(Exchange exchange) {
    Attribution by = Callers.of(exchange);
    return Reply.text(
        200,
        "%s in %s %s secrets=%s"
            .formatted(
                by.actor().user(), by.actor().organization(), by.trailers(), by.allowSecrets()));
  }

  private String ask(String... headers) {
    String lines = String.join("\r\n", headers);
    return RawHttp.exchange(
        server.port(),
        "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + lines + "\r\n\r\n");
  }
}
