package dev.mneme.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mneme.block.BlockId;
import dev.mneme.block.Label;
import dev.mneme.config.DataSize;
import dev.mneme.config.HttpSettings;
import dev.mneme.config.Limits;
import dev.mneme.memory.BadRequestException;
import dev.mneme.memory.BusyException;
import dev.mneme.memory.ConflictException;
import dev.mneme.memory.InvalidException;
import dev.mneme.memory.NotFoundException;
import dev.mneme.memory.UnavailableException;
import dev.mneme.objects.StoreUnavailableException;
import dev.mneme.testing.Answer;
import dev.mneme.testing.TestClient;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of errors in rest.md: each failure of a use case has one status. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErrorsTest {
  private final Map<String, Runnable> failures = new HashMap<>();
  private HttpServer server;
  private TestClient client;

  @BeforeAll
  void start() throws IOException {
    IOException cause = new IOException("connection to /secret/path refused");
    fails("bad", () -> new BadRequestException("say it so"));
    fails("missing", () -> new NotFoundException("it"));
    fails("conflict", () -> new ConflictException("taken"));
    fails("busy", () -> new BusyException("others write", Duration.ofMillis(1)));
    fails("invalid", () -> new InvalidException("not so"));
    fails(
        "down", () -> new UnavailableException("outcome unknown", Duration.ofMillis(2500), cause));
    fails("store", () -> new StoreUnavailableException("/secret/path", cause));
    fails("fault", () -> new IllegalStateException("/secret/path"));
    fails("error", () -> new StackOverflowError());
    failures.put("label", () -> Label.of("../x"));
    failures.put("id", () -> new BlockId("x"));
    DataSize size = DataSize.of("1 MiB");
    server =
        HttpServer.start(
            new HttpSettings("127.0.0.1", 0, null, null),
            new Limits(size, size, size, size, 1),
            new Routes().add("GET", "/{name}", this::fail),
            "test");
    client = TestClient.ofOtherRoutes(server.uri());
  }

  @AfterAll
  void stop() {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "bad, 400, say it so, ''",
    "missing, 404, it (Not Found), ''",
    "conflict, 409, taken, ''",
    "busy, 409, others write, 1",
    "invalid, 422, not so, ''",
    "label, 422, ../x, ''",
    "id, 422, block-{uuid4}, ''",
    "down, 503, temporarily unavailable: outcome unknown, 3",
    "store, 503, temporarily unavailable, 1",
    "fault, 500, An unknown error occurred, ''",
    "error, 500, An unknown error occurred, ''",
  })
  void failureHasItsStatusAndSentence(String name, int status, String text, String retryAfter) {
    Answer answer = client.get("/" + name).is(status);

    assertThat(answer.detail()).contains(text);
    assertThat(answer.header("Retry-After")).isEqualTo(retryAfter);
    assertThat(answer.text()).doesNotContain("secret", "Exception", "dev.mneme");
  }

  @ParameterizedTest
  @CsvSource({"conflict, false", "busy, ''", "down, ''", "store, ''", "fault, ''"})
  void clientIsToldNotToRepeatWhatStaysAsItIs(String name, String shouldRetry) {
    assertThat(client.get("/" + name).header("X-Should-Retry")).isEqualTo(shouldRetry);
  }

  @Test
  void invalidOnesHaveTheShapeOf422() {
    assertThat(client.get("/invalid").text())
        .isEqualTo("{\"trace_id\":\"\",\"detail\":\"not so\"}");
  }

  @Test
  void serverAnswersAfterEachOfThem() {
    assertThatCode(() -> client.get("/error").is(500)).doesNotThrowAnyException();
    client.get("/missing").is(404);
  }

  private void fails(String name, Supplier<Throwable> failure) {
    failures.put(name, () -> sneak(failure.get()));
  }

  private Reply fail(Exchange exchange) {
    Runnable failure = failures.get(exchange.parameter("name"));
    if (failure != null) {
      failure.run();
    }
    return Reply.empty(204);
  }

  private static void sneak(Throwable failure) {
    switch (failure) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }
}
