package dev.mneme.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.api.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Listens to an agent's events, as a browser's {@code EventSource} does. */
public final class EventClient implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final BufferedReader lines;
  private String lastId = "";

  private EventClient(URI server, String agent, @Nullable String lastEventId) {
    var path = server + "/v1/agents/" + agent + "/memory/events";
    var request = HttpRequest.newBuilder(URI.create(path));
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    lines = new BufferedReader(new InputStreamReader(open(request.build()), UTF_8));
    assertThat(frame()).containsKey("id").doesNotContainKey("data");
  }

  private InputStream open(HttpRequest request) {
    try {
      HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Listens to what happens from now on. */
  public static EventClient open(URI server, String agent) {
    return new EventClient(server, agent, null);
  }

  /** Listens to what happened after an event, and from now on. */
  public static EventClient open(URI server, String agent, String lastEventId) {
    return new EventClient(server, agent, lastEventId);
  }

  /**
   * An event as it came.
   *
   * @param json what its data says, as plain values
   */
  public record Told(String id, String type, Map<?, ?> json) {
    /** A member of what is particular to its type. */
    public @Nullable Object data(String name) {
      return ((Map<?, ?>) Objects.requireNonNull(json.get("data"))).get(name);
    }

    /** Its type, and the label of its block or the message of its commit. */
    public String brief() {
      Object what = type.equals("commit") ? data("message") : data("label");
      return type + " " + what;
    }
  }

  /** Waits for the next event. */
  public Told next() {
    Map<String, String> frame = frame();
    while (!frame.containsKey("data")) {
      frame = frame();
    }
    String data = Objects.requireNonNull(frame.get("data"));
    ApiContract.get().checkEvent(data.getBytes(UTF_8));
    Map<?, ?> json = (Map<?, ?>) Objects.requireNonNull(Json.parse(data.getBytes(UTF_8)));
    return new Told(lastId, Objects.requireNonNull(frame.get("event")), json);
  }

  /** Waits for so many events. */
  public List<Told> next(int count) {
    List<Told> told = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      told.add(next());
    }
    return told;
  }

  /** The last id that came, with an event or without. */
  public String lastId() {
    return lastId;
  }

  /** Waits until the server ends the stream; fails if an event comes before. */
  public void awaitEnd() {
    String line = line();
    while (line != null) {
      assertThat(line).doesNotStartWith("data:");
      line = line();
    }
  }

  /** What stands between two empty lines; a comment is under an empty name. */
  public Map<String, String> frame() {
    Map<String, String> frame = new java.util.LinkedHashMap<>();
    for (String line = line(); !Objects.requireNonNull(line, "it ended").isEmpty(); line = line()) {
      String[] parts = line.split(": ?", 2);
      frame.put(parts[0], parts[1]);
    }
    lastId = frame.getOrDefault("id", lastId);
    return frame;
  }

  private @Nullable String line() {
    try {
      return lines.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes away without a word. */
  @Override
  public void close() {
    http.shutdownNow();
  }
}
