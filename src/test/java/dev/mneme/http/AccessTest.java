package dev.mneme.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.config.DataSize;
import dev.mneme.config.HttpSettings;
import dev.mneme.config.Limits;
import dev.mneme.config.Secret;
import dev.mneme.testing.RawHttp;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  private @Nullable HttpServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Nested
  class WithKey {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "Authorization: Bearer s3cret",
          "authorization: bearer s3cret",
          "X-BARE-PASSWORD: password s3cret",
          "x-bare-password: password s3cret",
          "Authorization: Basic eDp5\r\nAuthorization: Bearer s3cret",
        })
    void keyLetsIn(String header) {
      assertThat(ask("s3cret", "/v1/thing", "Host: anywhere.example", header))
          .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "X-Nothing: at all",
          "Authorization: Bearer",
          "Authorization: Bearer wrong",
          "Authorization: Bearer s3cretx",
          "Authorization: Bearer S3CRET",
          "Authorization: s3cret",
          "Authorization: Basic bGV0dGE6czNjcmV0",
          "X-BARE-PASSWORD: s3cret",
          "X-BARE-PASSWORD: password",
        })
    void anythingElseIsUnauthorized(String header) {
      assertThat(ask("s3cret", "/v1/thing", "Host: localhost", header))
          .startsWith("HTTP/1.1 401")
          .endsWith("{\"detail\":\"Unauthorized\"}")
          .doesNotContain("WWW-Authenticate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"letta:s3cret", "anybody:s3cret", ":s3cret"})
    void gitMaySendTheKeyAsPassword(String pair) {
      assertThat(ask("s3cret", "/v1/git/a/info/refs", "Host: h", basic(pair)))
          .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"letta:wrong", "s3cret", "letta:s3cret:"})
    void gitIsToldToAskForThePassword(String pair) {
      assertThat(ask("s3cret", "//v1//git/a/info/refs", "Host: h", basic(pair)))
          .startsWith("HTTP/1.1 401")
          .contains("WWW-Authenticate: Basic realm=\"")
          .endsWith("{\"detail\":\"Unauthorized\"}");
    }

    @Test
    void gitItselfReadsSentencesAsText() {
      assertThat(ask("s3cret", "/v1/git/a/info/refs", "Host: h", "User-Agent: git/2.39.5"))
          .startsWith("HTTP/1.1 401")
          .contains("WWW-Authenticate: Basic realm=\"", "Content-Type: text/plain; charset=utf-8")
          .endsWith("\r\n\r\nUnauthorized\n");
    }

    @Test
    void garbageInPlaceOfBase64IsUnauthorized() {
      assertThat(ask("s3cret", "/v1/git/a/info/refs", "Host: h", "Authorization: Basic %%%"))
          .startsWith("HTTP/1.1 401");
    }

    @Test
    void unknownPathIsNotToldToStrangers() {
      assertThat(ask("s3cret", "/v1/nothing", "Host: h")).startsWith("HTTP/1.1 401");
    }

    @Test
    void openRouteNeedsNoKey() {
      assertThat(ask("s3cret", "/v1/health", "Host: h")).startsWith("HTTP/1.1 200");
    }
  }

  @Nested
  class WithoutKey {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "Host: localhost",
          "Host: LocalHost:8283",
          "Host: 127.0.0.1",
          "Host: 127.0.0.1:1",
          "Host: [::1]",
          "Host: [::1]:8283",
          "Host: localhost\r\nOrigin: http://localhost:3000",
          "Host: localhost\r\nOrigin: http://127.0.0.1",
          "Host: localhost\r\nAuthorization: Bearer anything",
        })
    void thisMachineIsLetIn(String headers) {
      assertThat(ask(null, "/v1/thing", headers)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Host: evil.example",
          "Host: localhost.evil.example",
          "Host: 127.0.0.1.nip.io:8283",
          "Host: 0.0.0.0",
          "Host: 127.0.0.2",
          "Host: [::]",
          "Host: localhost\r\nOrigin: http://evil.example",
          "Host: localhost\r\nOrigin: null",
          "Host: localhost\r\nOrigin: http://localhost.evil.example",
          "Host: localhost\r\nOrigin: http://localhost@evil.example",
          "Host: localhost\r\nOrigin: http://localhost\r\nOrigin: http://evil.example",
          "Host: localhost\r\nOrigin: http://evil example",
          "Host: localhost\r\nOrigin:",
        })
    void strangersAndForeignPagesAreNot(String headers) {
      for (String path : new String[] {"/v1/thing", "/v1/health", "/v1/git/a/info/refs"}) {
        assertThat(ask(null, path, headers))
            .startsWith("HTTP/1.1 403")
            .contains("{\"detail\":\"", "MNEME_API_KEY");
      }
    }

    @Test
    void requestWithoutHostIsNotLetIn() {
      start(null);

      assertThat(RawHttp.exchange(port(), "GET /v1/thing HTTP/1.0\r\n\r\n"))
          .startsWith("HTTP/1.1 403");
    }
  }

  private static String basic(String pair) {
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  private String ask(@Nullable String key, String path, String... headers) {
    start(key);
    String lines = String.join("\r\n", headers);
    return RawHttp.exchange(
        port(), "GET " + path + " HTTP/1.1\r\nConnection: close\r\n" + lines + "\r\n\r\n");
  }

  private void start(@Nullable String key) {
    if (server != null) {
      return;
    }
    DataSize size = DataSize.of("1 MiB");
    Endpoint ok = exchange -> Reply.text(200, "ok");
    Routes routes =
        new Routes()
            .add("GET", "/v1/thing", ok)
            .add("GET", "/v1/git/{agent_id}/{path...}", ok)
            .addOpen("GET", "/v1/health", ok);
    Secret secret = key == null ? null : new Secret(key);
    try {
      server =
          HttpServer.start(
              new HttpSettings("127.0.0.1", 0, null, secret),
              new Limits(size, size, size, size, 1),
              routes,
              "test");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private int port() {
    return server == null ? 0 : server.port();
  }
}
