package dev.mneme.git.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.objects.memory.MemoryObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random work with real objects on two nodes: git accepts what is left, and it is the same in every
 * layout. What it is called there is not seeded: JGit's block cache is shared by all repositories
 * of a process and keyed by the random names of packs.
 */
class GitSimulationTest {
  private static final int STEPS = 45;
  private Instant now = Instant.parse("2026-11-01T00:00:00Z");
  private final MemoryObjectStore store = new MemoryObjectStore(() -> now);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void whatRandomWorkLeavesIsSoundAndTheSameInEveryLayout(long seed, @TempDir Path folder)
      throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    LogFixture witness = new LogFixture(store);
    LogFixture[] nodes = {new LogFixture(store), new LogFixture(store)};
    GitWork work = new GitWork(random);

    for (int step = 0; step < STEPS; step++) {
      now = now.plus(Duration.ofMinutes(random.nextInt(1, 4)));
      int which = random.nextInt(nodes.length);
      nodes[which] = doSomething(work, nodes[which], random);
      witness.log().current();
    }

    Map<ObjectId, String> recorded = objects(witness);
    assertThat(recorded).isNotEmpty();
    assertThat(witness.log().current().state().base().seq()).isZero();
    for (LogFixture node : nodes) {
      assertSame(node, witness);
    }
    new Checkpointing(nodes[0].logs.environment())
        .checkpoint(nodes[0].log(), nodes[0].log().current().state());
    now = now.plus(LogRules.DELETION_AGE).plusSeconds(1);
    new Retention(nodes[0].logs.environment()).sweep(nodes[0].log());
    LogFixture fresh = new LogFixture(store);
    assertThat(fresh.log().current().state().base().seq()).isPositive();
    assertThat(objects(fresh)).isEqualTo(recorded);
    assertSame(nodes[1], fresh);
    GitWork.assertGitAccepts(fresh.log().current().state(), folder);
  }

  private LogFixture doSomething(GitWork work, LogFixture node, SplittableRandom random)
      throws Exception {
    switch (random.nextInt(12)) {
      case 0 ->
          new Checkpointing(node.logs.environment())
              .checkpoint(node.log(), node.log().current().state());
      case 1 -> {
        if (node.log().current().state().exists()) {
          Repacking.repack(node.log());
        }
      }
      case 2 -> {
        LogFixture evicted = new LogFixture(store);
        assertSame(evicted, node);
        return evicted;
      }
      case 3, 4, 5 -> work.push(node);
      case 6 -> work.moveBranch(node);
      default -> work.edit(node);
    }
    return node;
  }

  private static void assertSame(LogFixture one, LogFixture other) throws IOException {
    RepositoryState state = one.log().current().state();
    assertThat(state.refs()).isEqualTo(other.log().current().state().refs());
    assertThat(one.log().entries(state))
        .isEqualTo(other.log().entries(other.log().current().state()));
    assertThat(objects(one)).isEqualTo(objects(other));
  }

  /** All objects by their ids, each as type and the id that its bytes have. */
  private static Map<ObjectId, String> objects(LogFixture node) throws IOException {
    Map<ObjectId, String> all = new HashMap<>();
    try (LogRepository repository = node.open();
        ObjectReader reader = repository.newObjectReader()) {
      for (ObjectId id : GitWork.ids(repository.state())) {
        all.put(id, GitWork.describe(reader, id));
      }
    }
    return new TreeMap<>(all);
  }
}
