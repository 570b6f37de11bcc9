package dev.mneme.promises;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Answer;
import dev.mneme.testing.TestClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * A block as its only writer knows it: the value that was acknowledged last, and those that may or
 * may not have been written since. For one thread.
 */
final class KnownBlock {
  /** Longest time that any client ever waits for one answer. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration UP_AGAIN = Duration.ofSeconds(40);
  private final TwoServers servers;
  private final String path;
  private final Set<String> possible = new HashSet<>();

  KnownBlock(TwoServers servers, String agent, String label, String value) {
    this.servers = servers;
    this.path = "/v1/agents/%s/core-memory/blocks/%s".formatted(agent, label.replace("/", "%2F"));
    possible.add(value);
  }

  String path() {
    return path;
  }

  /** Somebody was told that this is the value, so it is: nothing before counts any more. */
  void isNow(String value) {
    possible.clear();
    possible.add(value);
  }

  /** A write of this value was not answered as done, nor as refused for good. */
  void mayBe(String value) {
    possible.add(value);
  }

  /** Reads the block from a server, once that answers; what it says must not be old. */
  void requireFreshAt(int server) {
    String read = readFrom(server);
    assertThat(read).as("%s read from server %d", path, server).isIn(possible);
    isNow(read);
  }

  private String readFrom(int server) {
    long deadline = System.nanoTime() + UP_AGAIN.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        Answer answer = patiently(servers.get(server).client(), "GET", path, null);
        if (answer.status() == 200) {
          return answer.textAt("value");
        }
        requireProperRefusal(answer);
      } catch (UncheckedIOException killed) {
        // it is being started again
      }
      pause(Duration.ofMillis(50));
    }
    throw new AssertionError("%s cannot be read from server %d".formatted(path, server));
  }

  /** Sends a request, whose answer must not take too long. */
  static Answer patiently(
      TestClient client,
      String method,
      String path,
      @org.jspecify.annotations.Nullable Object body) {
    long start = System.nanoTime();
    Answer answer = client.send(method, path, body);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("%s %s took", method, path)
        .isLessThan(PATIENCE);
    return answer;
  }

  /** Of all refusals these alone are no mistake of the server's. */
  static void requireProperRefusal(Answer answer) {
    assertThat(answer.status())
        .as("%s answered %s", answer.request(), answer.text())
        .isIn(409, 503);
    assertThat(answer.header("Retry-After")).as("when to retry %s", answer.request()).isNotEmpty();
    assertThat(answer.detail()).isNotBlank();
  }

  /** As a client does before it asks again. */
  static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
