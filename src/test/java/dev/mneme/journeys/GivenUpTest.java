package dev.mneme.journeys;

import static dev.mneme.testing.TestClient.object;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.InterceptedObjectStore;
import dev.mneme.testing.Moment;
import dev.mneme.testing.Operation;
import dev.mneme.testing.StoredObjects;
import dev.mneme.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A running server gives up by itself what was deleted long ago: git.md §4, docs/adr/0017. */
@Timeout(120)
class GivenUpTest {
  private static final Duration MONTH = Duration.ofDays(30).plusMinutes(1);
  private static final Duration DAY = Duration.ofDays(1).plusMinutes(1);

  @TempDir Path data;
  private StoredObjects objects;

  @BeforeEach
  void look() {
    objects = StoredObjects.of(data);
  }

  private static String newAgent(TestServer server) {
    var human = object("label", "human", "value", "a secret of hers");
    var body = object("tags", List.of("git-memory-enabled"), "memory_blocks", List.of(human));
    return server.post("/v1/agents/", body).ok().id();
  }

  /** Starts a server and lets it run until it has done something to a repository's objects. */
  private void runUntil(String repository, int times, BiPredicate<Operation, String> done)
      throws InterruptedException {
    var latch = new CountDownLatch(times);
    try (TestServer _ =
        TestServer.startOn(
            data,
            Map.of(),
            store ->
                InterceptedObjectStore.over(
                    store,
                    (operation, moment, key) -> {
                      if (moment == Moment.AFTER
                          && key.contains(repository)
                          && done.test(operation, key)) {
                        latch.countDown();
                      }
                    }))) {
      assertThat(latch.await(60, TimeUnit.SECONDS)).as("given up").isTrue();
    }
  }

  private void runUntilGivenUp(String repository) throws InterruptedException {
    runUntil(
        repository, 1, (operation, key) -> operation == Operation.CREATE && key.endsWith(".c"));
  }

  private void runUntilDeleted(String repository, int objects) throws InterruptedException {
    runUntil(repository, objects, (operation, key) -> operation == Operation.DELETE);
  }

  @Test
  void deletedAgentIsGivenUpAfterAMonthAndItsObjectsGoADayLater() throws InterruptedException {
    String gone;
    String young;
    String alive;
    try (TestServer server = TestServer.startOn(data, Map.of())) {
      gone = newAgent(server);
      young = newAgent(server);
      alive = newAgent(server);
      server.delete("/v1/agents/" + gone).ok();
      server.delete("/v1/agents/" + young).ok();
    }
    objects.of(gone).forEach(file -> StoredObjects.age(file, MONTH));
    objects.of(young).forEach(file -> StoredObjects.age(file, Duration.ofDays(29)));
    objects.of(alive).forEach(file -> StoredObjects.age(file, MONTH));
    List<Path> kept = objects.of(young);

    runUntilGivenUp(gone);
    objects.of(gone).forEach(file -> StoredObjects.age(file, DAY));
    runUntilDeleted(gone, objects.of(gone, ".l").size());

    assertThat(objects.of(gone)).singleElement().asString().endsWith(".c");
    assertThat(objects.of(gone).getFirst()).content(ISO_8859_1).hasSizeLessThan(400);
    assertThat(objects.of(young)).isEqualTo(kept);
    try (TestServer server = TestServer.startOn(data, Map.of())) {
      server.get("/v1/agents/" + alive).ok();
      server.get("/v1/agents/" + gone).is(404);
    }
  }

  @Test
  void deletedSharedRepositoryIsGivenUpLikewise() throws InterruptedException {
    String gone;
    String kept;
    try (TestServer server = TestServer.startOn(data, Map.of())) {
      gone = server.post("/v1/repositories", object("name", "gone")).ok().id();
      kept = server.post("/v1/repositories", object("name", "kept")).ok().id();
      server.delete("/v1/repositories/" + gone).ok();
    }
    objects.of(gone).forEach(file -> StoredObjects.age(file, MONTH));
    objects.of(kept).forEach(file -> StoredObjects.age(file, MONTH));
    List<Path> before = objects.of(kept);

    runUntilGivenUp(gone);
    objects.of(gone).forEach(file -> StoredObjects.age(file, DAY));
    runUntilDeleted(gone, objects.of(gone, ".l").size());

    assertThat(objects.of(gone)).singleElement().asString().endsWith(".c");
    assertThat(objects.of(kept)).isEqualTo(before);
  }
}
