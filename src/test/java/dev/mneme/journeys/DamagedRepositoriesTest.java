package dev.mneme.journeys;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Git;
import dev.mneme.testing.GitResult;
import dev.mneme.testing.InterceptedObjectStore;
import dev.mneme.testing.Moment;
import dev.mneme.testing.Operation;
import dev.mneme.testing.StoredObjects;
import dev.mneme.testing.TestLog;
import dev.mneme.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.dfs.DfsBlockCache;
import org.eclipse.jgit.internal.storage.dfs.DfsBlockCacheConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a bad disk has done to one repository stops that one, loudly, and no other: nothing old is
 * served in its place, and nothing of what stands in it gets into the log.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamagedRepositoriesTest {
  private static final String SECRET = "hunter2";
  private static final int CHECKPOINT_AFTER = 70;

  @TempDir static Path folder;
  private final Git git = Git.fresh();
  private String damaged = "";
  private String sharing = "";
  private String healthy = "";
  private String notes = "";
  private int copies;

  @BeforeAll
  void writeAndCheckpoint() throws InterruptedException {
    var checkpointed = new CountDownLatch(1);
    try (TestServer server =
        TestServer.startOn(
            template(),
            Map.of(),
            store ->
                InterceptedObjectStore.over(
                    store,
                    (operation, moment, key) -> {
                      if (operation == Operation.CREATE
                          && moment == Moment.AFTER
                          && key.endsWith(".c")) {
                        checkpointed.countDown();
                      }
                    }))) {
      damaged = agent(server);
      sharing = agent(server);
      healthy = agent(server);
      share(server);
      for (int i = 0; i < CHECKPOINT_AFTER; i++) {
        write(server, damaged, "own", SECRET + i);
      }
      assertThat(checkpointed.await(60, TimeUnit.SECONDS)).isTrue();
      pushMuch(server, damaged, "state");
      write(server, damaged, "own", SECRET);
      notes = repository(server, "notes");
      repository(server, "plans");
      pushMuch(server, healthy, "repositories/notes");
      pushMuch(server, healthy, "repositories/plans");
    }
  }

  @AfterAll
  void close() {
    git.close();
  }

  private static Path template() {
    return folder.resolve("template");
  }

  private static String agent(TestServer server) {
    var own = object("label", "system/own", "value", SECRET);
    var body = object("tags", List.of("git-memory-enabled"), "memory_blocks", List.of(own));
    return server.post("/v1/agents/", body).ok().id();
  }

  private void share(TestServer server) {
    String common =
        server.post("/v1/blocks/", object("label", "system/common", "value", SECRET)).ok().id();
    for (String agent : List.of(damaged, sharing)) {
      server
          .patch("/v1/agents/%s/core-memory/blocks/attach/%s".formatted(agent, common), null)
          .ok();
    }
  }

  private static String block(String agent, String name) {
    return "/v1/agents/%s/core-memory/blocks/system%%2F%s".formatted(agent, name);
  }

  private static void write(TestServer server, String agent, String name, String value) {
    server.patch(block(agent, name), object("value", value)).ok();
  }

  private String repository(TestServer server, String name) {
    String id = server.post("/v1/repositories", object("name", name)).ok().id();
    var body = object("repository_id", id);
    server.post("/v1/agents/%s/repositories".formatted(healthy), body).ok();
    return id;
  }

  /** Two commits, one of them too large for a record. */
  private void pushMuch(TestServer server, String agent, String repository) {
    byte[] noise = new byte[1_200_000];
    new Random(5).nextBytes(noise);
    git.clone(remote(server, agent, repository))
        .write("big.bin", noise)
        .commit(SECRET)
        .write("small.txt", SECRET)
        .commit(SECRET)
        .push()
        .ok();
  }

  private static String remote(TestServer server, String agent, String repository) {
    return "%s/v1/git/%s/%s.git".formatted(server.url(), agent, repository);
  }

  /** Where in a repository's objects something is wrong. */
  record Damage(String name, Function<List<Path>, Path> where, Consumer<Path> how) {
    void to(StoredObjects objects, String repository) {
      how.accept(where.apply(objects.of(repository)));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Path last(List<Path> files, String suffix) {
    return files.stream().filter(file -> file.toString().endsWith(suffix)).toList().getLast();
  }

  private static Path pack(List<Path> files) {
    return files.stream()
        .filter(file -> !file.toString().endsWith(".l") && !file.toString().endsWith(".c"))
        .findFirst()
        .orElseThrow();
  }

  private static Consumer<Path> flip(double where) {
    return file ->
        change(
            file,
            bytes -> {
              bytes[(int) (where * (bytes.length - 1))] ^= 4;
              return bytes;
            });
  }

  private static Consumer<Path> cut(double where) {
    return file -> change(file, bytes -> Arrays.copyOf(bytes, (int) (where * bytes.length)));
  }

  private static void change(Path file, Function<byte[], byte[]> how) {
    try {
      Files.write(file, how.apply(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void lose(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Damage> everywhere() {
    Function<List<Path>, Path> record = files -> last(files, ".l");
    return Stream.of(
        new Damage("first byte of a record", record, flip(0)),
        new Damage("middle of a record", record, flip(0.5)),
        new Damage("last byte of a record", record, flip(1)),
        new Damage("empty record", record, cut(0)),
        new Damage("torn record", record, cut(0.7)),
        new Damage(
            "lost record",
            files -> files.get(files.indexOf(last(files, ".l")) - 1),
            DamagedRepositoriesTest::lose),
        new Damage("middle of a large pack", DamagedRepositoriesTest::pack, flip(0.5)),
        new Damage("torn large pack", DamagedRepositoriesTest::pack, cut(0.5)),
        new Damage("lost large pack", DamagedRepositoriesTest::pack, DamagedRepositoriesTest::lose),
        new Damage("index of a large pack", DamagedRepositoriesTest::pack, flip(1)));
  }

  private static Stream<Damage> inCheckpoints() {
    Function<List<Path>, Path> checkpoint = files -> last(files, ".c");
    return Stream.of(
        new Damage("first byte of a checkpoint", checkpoint, flip(0)),
        new Damage("header of a checkpoint", checkpoint, flip(0.01)),
        new Damage("middle of a checkpoint", checkpoint, flip(0.5)),
        new Damage("empty checkpoint", checkpoint, cut(0)),
        new Damage("torn checkpoint", checkpoint, cut(0.8)));
  }

  private static Stream<Damage> ofAgents() {
    return Stream.concat(everywhere(), inCheckpoints());
  }

  /** A copy has the names of what it was copied from, and they are JGit's for what it remembers. */
  private Path copy() throws IOException {
    DfsBlockCache.reconfigure(new DfsBlockCacheConfig());
    Path copy = folder.resolve("copy" + copies++);
    try (var files = Files.walk(template())) {
      for (Path file : files.toList()) {
        Files.copy(
            file, copy.resolve(template().relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return copy;
  }

  @ParameterizedTest
  @MethodSource("ofAgents")
  void damagedMemoryOfAnAgentStopsThatAgentAlone(Damage damage) throws IOException {
    Path data = copy();
    damage.to(StoredObjects.of(data), damaged);
    try (TestLog log = TestLog.listen();
        TestServer server = TestServer.startOn(data, Map.of())) {
      GitResult clone = tryToClone(remote(server, damaged, "state"));

      assertThat(clone.fails().stderr()).contains("damaged and not served");
      assertThat(server.get("/v1/agents/" + damaged).status()).isIn(200, 500);
      assertThat(server.patch(block(damaged, "own"), object("value", "new")).status())
          .isIn(200, 500);
      assertOthersAreServed(server);
      assertAlarm(log, damaged);
    }
  }

  private GitResult tryToClone(String remote) {
    return git.run(git.home(), "clone", remote, git.newFolder().toString());
  }

  private void assertOthersAreServed(TestServer server) {
    server.get("/v1/health/").ok();
    server.get("/v1/ready/").ok();
    for (String list : List.of("/v1/agents/", "/v1/blocks/", "/v1/tags/", "/v1/repositories")) {
      server.get(list).ok();
    }
    for (String agent : List.of(sharing, healthy)) {
      server.get("/v1/agents/" + agent).ok();
      write(server, agent, "own", "new");
    }
    assertThat(git.clone(remote(server, sharing, "state")).read("system/own.md")).endsWith("new");
    write(server, sharing, "common", "new");
    assertThat(server.get(block(sharing, "common")).ok().at("value")).isEqualTo("new");
    git.clone(remote(server, healthy, "repositories/plans"));
  }

  private static void assertAlarm(TestLog log, String repository) {
    assertThat(log.errors())
        .singleElement()
        .asString()
        .contains("the repository " + repository + " is damaged and not served", "repos/");
    assertThat(log.lines()).noneMatch(line -> line.contains(SECRET));
  }

  @Test
  void objectThatIsPutBackMendsItsRepository() throws IOException {
    Path data = copy();
    Path record = last(StoredObjects.of(data).of(damaged), ".l");
    byte[] backup = Files.readAllBytes(record);
    lose(record);
    Files.write(record, new byte[7]);
    try (TestServer server = TestServer.startOn(data, Map.of())) {
      server.get("/v1/agents/" + damaged).is(500);
    }
    Files.write(record, backup);
    try (TestLog log = TestLog.listen();
        TestServer server = TestServer.startOn(data, Map.of())) {
      assertThat(server.get(block(damaged, "own")).ok().at("value")).isEqualTo(SECRET);
      write(server, damaged, "own", "new");
      git.clone(remote(server, damaged, "state"));
      assertThat(log.errors()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void damagedSharedRepositoryStopsItselfAlone(Damage damage) throws IOException {
    Path data = copy();
    damage.to(StoredObjects.of(data), notes);
    try (TestLog log = TestLog.listen();
        TestServer server = TestServer.startOn(data, Map.of())) {
      GitResult clone = tryToClone(remote(server, healthy, "repositories/notes"));

      assertThat(clone.fails().stderr()).contains("damaged and not served");
      server.get("/v1/agents/" + damaged).ok();
      assertOthersAreServed(server);
      assertAlarm(log, notes);
    }
  }
}
