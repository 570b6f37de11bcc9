package dev.mneme.promises;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.objects.ObjectStore;
import dev.mneme.objects.StoreTraffic;
import dev.mneme.testing.CountingObjectStore;
import dev.mneme.testing.Git;
import dev.mneme.testing.TestClone;
import dev.mneme.testing.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a request may ask of the object store, in calls: storage.md, "Targets". */
class BudgetTest {
  @TempDir Path data;
  private final Git git = Git.fresh();
  private @Nullable CountingObjectStore store;
  private @Nullable TestServer server;
  private String agent = "";

  @BeforeEach
  void startWithAnAgent() {
    restart();
    agent = server().post("/v1/agents/", agentWithBlocks()).ok().id();
  }

  @AfterEach
  void stop() {
    git.close();
    server().close();
  }

  private void restart() {
    UnaryOperator<ObjectStore> counting =
        below -> {
          CountingObjectStore counted = CountingObjectStore.over(below);
          store = counted;
          return counted;
        };
    server = TestServer.startOn(data, Map.of(), counting);
  }

  private TestServer server() {
    return Objects.requireNonNull(server);
  }

  private static Map<String, @Nullable Object> agentWithBlocks() {
    return object(
        "tags", List.of("git-memory-enabled"),
        "memory_blocks",
            List.of(
                object("label", "human", "value", "Ada\n"),
                object("label", "persona", "value", "Patient.\n")));
  }

  private StoreTraffic countedDuring(Runnable work) {
    Objects.requireNonNull(store).reset();
    work.run();
    return Objects.requireNonNull(store).counts();
  }

  private String block() {
    return "/v1/agents/%s/core-memory/blocks/human".formatted(agent);
  }

  private void edit(String value) {
    server().patch(block(), object("value", value)).ok();
  }

  private static void assertCalls(StoreTraffic counts, int creates, int reads, int lists) {
    assertThat(counts.creates()).as("creates of %s", counts).isEqualTo(creates);
    assertThat(counts.reads()).as("reads of %s", counts).isLessThanOrEqualTo(reads);
    assertThat(counts.lists()).as("lists of %s", counts).isLessThanOrEqualTo(lists);
    assertThat(counts.deletes()).as("deletes of %s", counts).isZero();
  }

  @Test
  void warmEditIsOneCreateAndAtMostOneGet() {
    edit("warm");

    assertCalls(countedDuring(() -> edit("once more")), 1, 1, 0);
  }

  @Test
  void editByTheIdOfTheBlockCostsTheSame() {
    String id = server().get(block()).ok().id();

    var counts =
        countedDuring(() -> server().patch("/v1/blocks/" + id, object("value", "by id")).ok());

    assertCalls(counts, 1, 1, 0);
  }

  @Test
  void editThatChangesNothingCreatesNothing() {
    edit("the same");

    assertCalls(countedDuring(() -> edit("the same")), 0, 1, 0);
  }

  @Test
  void readsOfTheRowsAskTheStoreNothing() {
    edit("to be read");

    StoreTraffic counts =
        countedDuring(() -> {
          server().get(block()).ok();
          server().get("/v1/agents/" + agent).ok();
          server().get("/v1/agents/").ok();
          server().get("/v1/blocks/").ok();
        });

    assertCalls(counts, 0, 0, 0);
  }

  @Test
  void pushIsOneCreateAndOneGetForEachOfItsTwoRequests() {
    TestClone clone = git.clone(server().repositoryOf(agent));
    clone.write("system/human.md", clone.read("system/human.md") + "more\n").commit("More");

    assertCalls(countedDuring(() -> clone.push().ok()), 1, 2, 0);
  }

  @Test
  void fetchOfNothingNewIsAtMostOneGet() {
    TestClone clone = git.clone(server().repositoryOf(agent));

    for (String version : List.of("0", "2")) {
      TestClone fetching = clone.with(git.withSetting("protocol.version", version));
      assertCalls(countedDuring(() -> fetching.git("fetch").ok()), 0, 1, 0);
      assertCalls(countedDuring(() -> fetching.git("ls-remote").ok()), 0, 1, 0);
    }
  }

  @Test
  void newAgentIsOneListAndOneCreate() {
    var counts = countedDuring(() -> server().post("/v1/agents/", agentWithBlocks()).ok());

    assertCalls(counts, 1, 0, 1);
  }

  @Test
  void coldAgentIsOneListAndOneReadOfEachRecord() {
    edit("second record");
    edit("third record");
    server().close();
    restart();
    server().get("/v1/health/").ok();

    assertCalls(countedDuring(() -> server().get("/v1/agents/" + agent).ok()), 0, 3, 1);
    assertCalls(countedDuring(() -> server().get("/v1/agents/" + agent).ok()), 0, 0, 0);
  }
}
