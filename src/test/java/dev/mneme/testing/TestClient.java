package dev.mneme.testing;

import dev.mneme.api.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to a server over HTTP, as the SDK does: JSON in, JSON out, no redirects. Each answer must
 * be one that the API's description has. Immutable.
 */
public final class TestClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private final HttpClient http;
  private final URI server;
  private final List<String> headers;
  private final boolean described;

  /** A client of the server at that address. */
  public TestClient(URI server) {
    this(HttpClient.newHttpClient(), server, List.of(), true);
  }

  /** A client of a server whose routes are a test's own, and described nowhere. */
  public static TestClient ofOtherRoutes(URI server) {
    return new TestClient(HttpClient.newHttpClient(), server, List.of(), false);
  }

  private TestClient(HttpClient http, URI server, List<String> headers, boolean described) {
    this.http = http;
    this.server = server;
    this.described = described;
    this.headers = headers;
  }

  /** The same client with one more header on each request. */
  public TestClient with(String name, String value) {
    List<String> more = new ArrayList<>(headers);
    more.addAll(List.of(name, value));
    return new TestClient(http, server, more, described);
  }

  /** The same client with a key. */
  public TestClient withKey(String key) {
    return with("Authorization", "Bearer " + key);
  }

  /** Asks for a path, query and escapes included. */
  public Answer get(String path) {
    return send("GET", path, null);
  }

  /** Posts a JSON object; none means no body. */
  public Answer post(String path, @Nullable Object body) {
    return send("POST", path, body);
  }

  /** Patches with a JSON object; none means no body. */
  public Answer patch(String path, @Nullable Object body) {
    return send("PATCH", path, body);
  }

  /** Deletes what is at a path. */
  public Answer delete(String path) {
    return send("DELETE", path, null);
  }

  /**
   * Sends any request.
   *
   * @param body a {@link String} or {@code byte[]} goes out as it is, anything else as JSON
   */
  public Answer send(String method, String path, @Nullable Object body) {
    var request = HttpRequest.newBuilder(URI.create(server + path)).timeout(PATIENCE);
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.method(method, BodyPublishers.ofByteArray(bytes(body)));
      if (!headers.contains("Content-Type")) {
        request.header("Content-Type", "application/json");
      }
    }
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    Answer answer = send(method + " " + path, request.build());
    if (described) {
      ApiContract.get().check(method, path, answer);
    }
    return answer;
  }

  private Answer send(String name, HttpRequest request) {
    try {
      return Answer.of(name, http.send(request, BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(name, e);
    }
  }

  private static byte[] bytes(Object body) {
    return switch (body) {
      case byte[] bytes -> bytes;
      case String text -> text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      default -> {
        var out = new ByteArrayOutputStream();
        Json.write(out, json -> Json.writeValue(json, body));
        yield out.toByteArray();
      }
    };
  }

  /** A JSON object of names and values, in this order. */
  public static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return object;
  }

  /** Gives the connections back; clients made by {@link #with} share them. */
  @Override
  public void close() {
    http.close();
  }
}
