package dev.mneme.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Git;
import dev.mneme.testing.InterceptedObjectStore;
import dev.mneme.testing.Moment;
import dev.mneme.testing.Operation;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClone;
import dev.mneme.testing.TestServer;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clones of a repository most of which is in a pack with bitmaps, with edits after that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepackedCloneTest {
  /** So much has to be written before a repository is looked at. */
  private static final int PUSHES = 7;

  private static final int PUSHED_BYTES = 700_000;

  private final Git git = Git.fresh();
  private final AtomicBoolean packed = new AtomicBoolean();
  private final CountDownLatch repacked = new CountDownLatch(1);
  private final TestServer server =
      TestServer.startAround(Map.of(), store -> InterceptedObjectStore.over(store, this::watch));
  private TestAgent agent;

  /** The checkpoint that follows a repacking says that its record stands. */
  private void watch(Operation operation, Moment moment, String key) {
    if (operation == Operation.CREATE && moment == Moment.AFTER) {
      if (key.endsWith(".p")) {
        packed.set(true);
      } else if (key.endsWith(".c") && packed.get()) {
        repacked.countDown();
      }
    }
  }

  @BeforeAll
  void repack() throws InterruptedException {
    agent = TestAgent.withGit(server, "human", "one\n");
    TestClone clone = git.clone(agent.remote());
    Random random = new Random(1);
    for (int i = 0; i < PUSHES; i++) {
      byte[] noise = new byte[PUSHED_BYTES];
      random.nextBytes(noise);
      clone.write("files/" + i + ".bin", noise).commitAndPush("File " + i).ok();
    }
    assertThat(repacked.await(1, TimeUnit.MINUTES)).as("it was repacked").isTrue();
    agent.setValue("system/human", "two\n");
    agent.setValue("system/human", "three\n");
  }

  @AfterAll
  void stop() {
    server.close();
    git.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "2"})
  void cloneHasAllThatMainLeadsToAndNothingElse(String version) {
    TestClone clone = git.withSetting("protocol.version", version).clone(agent.remote());

    assertThat(clone.git("fsck", "--full", "--strict").ok().stdout()).isEmpty();
    assertThat(clone.log("%s")).hasSize(1 + PUSHES + 2);
    assertThat(clone.read("system/human.md")).endsWith("three\n");
    assertThat(objectsOf(clone)).isEqualTo(reachableIn(clone));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--depth=2", "--filter=blob:none", "--filter=tree:0", "--filter=blob:limit=1k"})
  void partOfItIsClonedAndCompletedLater(String part) {
    TestClone clone = git.clone(agent.remote(), "--no-checkout", part);

    clone.git("checkout", "main").ok();

    assertThat(clone.read("system/human.md")).endsWith("three\n");
    assertThat(clone.bytes("files/0.bin")).hasSize(PUSHED_BYTES);
    clone.git("fsck").ok();
  }

  @Test
  void fetchBringsWhatWasCommittedSince() {
    TestClone clone = git.clone(agent.remote());
    int before = objectsOf(clone);
    agent.setValue("system/human", "three\nand four\n");

    clone.pull().ok();

    assertThat(clone.read("system/human.md")).endsWith("and four\n");
    assertThat(objectsOf(clone) - before).as("a commit, two trees, a file").isEqualTo(4);
    agent.setValue("system/human", "three\n");
  }

  private static int objectsOf(TestClone clone) {
    return lines(clone, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)");
  }

  private static int reachableIn(TestClone clone) {
    return lines(clone, "rev-list", "--objects", "--all");
  }

  private static int lines(TestClone clone, String... arguments) {
    return (int) clone.git(arguments).ok().stdout().lines().count();
  }
}
