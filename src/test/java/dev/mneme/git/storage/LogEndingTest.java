package dev.mneme.git.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.objects.ListPage;
import dev.mneme.objects.ObjectKey;
import dev.mneme.objects.ObjectStore;
import dev.mneme.objects.memory.MemoryObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** Logs are closed, reopened and given up: docs/adr/0017. */
class LogEndingTest {
  private static final LogKeys KEYS = new LogKeys(LogFixture.REPOSITORY);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private Instant now = Instant.parse("2026-11-01T00:00:00Z");
  private final ObjectStore store = new MemoryObjectStore(() -> now);
  private final LogFixture node = new LogFixture(store);

  @Test
  void reopenedLogGoesOnWhereItEnded() throws IOException {
    ObjectId tip = node.commit("one", Map.of("a.md", "1"));
    LogFixture other = node.other();
    Snapshot closed = close(node);

    Snapshot reopened = ending(other).reopen(BeforeCommit.NOTHING).orElseThrow();

    assertThat(closed.state().life()).isEqualTo(LogLife.CLOSED);
    assertThat(closed.state().exists()).isFalse();
    assertThat(reopened.state().exists()).isTrue();
    assertThat(reopened.state().ref("refs/heads/main")).contains(tip);
    node.commit("two", Map.of("a.md", "2"));
    assertThat(other.log().current().state().seq()).isEqualTo(4);
  }

  @Test
  void closedLogTakesNothingButItsReopening() throws IOException {
    node.commit("one", Map.of("a.md", "1"));
    close(node);

    assertThatThrownBy(() -> node.commit("two", Map.of("a.md", "2")))
        .isInstanceOf(ClosedLogException.class);
    assertThat(close(node).state().seq()).isEqualTo(2);
  }

  @Test
  void logThatHasNotBegunEndsSoThatNobodyBeginsIt() throws IOException {
    LogRepository about = node.other().open();
    ObjectId first = LogFixture.insert(about, ObjectId.zeroId(), "first", Map.of("a.md", "1"));
    close(node);

    RefMove begin = new RefMove(LogRefDatabase.MAIN, ObjectId.zeroId(), first);
    assertThat(about.commit(List.of(begin), Map.of())).isInstanceOf(CommitResult.Lost.class);
    assertThatThrownBy(() -> node.commit("late", Map.of("a.md", "1")))
        .isInstanceOf(ClosedLogException.class);
    assertThat(close(node).state().seq()).isEqualTo(1);
  }

  @Test
  void logThatIsOpenOrNeverBegunIsNotReopened() throws IOException {
    assertThat(ending(node).reopen(BeforeCommit.NOTHING)).isEmpty();

    node.commit("one", Map.of("a.md", "1"));

    assertThat(ending(node).reopen(BeforeCommit.NOTHING)).isEmpty();
    assertThat(ending(node).sweep()).isFalse();
    assertThat(keysThere()).hasSize(1);
  }

  @Test
  void closedLogIsKeptForThirtyDaysByTheDatesOfTheStore() throws IOException {
    node.commit("one", Map.of("a.md", "1"));
    close(node);
    Instant closed = now;
    now = now.plus(LogRules.KEPT_CLOSED);

    boolean over = ending(node).sweep();

    assertThat(over).isFalse();
    assertThat(ending(node).closedSince(node.log().current().state())).contains(closed);
    assertThat(ending(node.other()).reopen(BeforeCommit.NOTHING)).isPresent();
  }

  @Test
  void closedLogIsSaidToBeGivenUpBeforeAnythingIsDeleted() throws IOException {
    node.commit("one", Map.of("a.md", "secret"));
    close(node);
    now = now.plus(LogRules.KEPT_CLOSED).plus(SECOND);

    boolean over = ending(node).sweep();

    assertThat(over).isFalse();
    assertThat(node.other().log().current().state().life()).isEqualTo(LogLife.SWEPT);
    assertThat(keysThere()).contains(KEYS.record(1), KEYS.record(3), KEYS.checkpoint(3));
    assertThat(ending(node.other()).reopen(BeforeCommit.NOTHING)).isEmpty();
  }

  @Test
  void oneSmallCheckpointStaysOfAGivenUpLog() throws IOException {
    String noise = new java.util.Random(1).ints(400_000).boxed().toList().toString();
    node.commit("one", Map.of("big.md", noise));
    node.commit("two", Map.of("a.md", "2"));
    close(node);
    now = now.plus(LogRules.KEPT_CLOSED).plus(SECOND);
    ending(node).sweep();
    now = now.plus(LogRules.DELETION_AGE).plus(SECOND);

    boolean over = ending(node.other()).sweep();

    assertThat(over).isTrue();
    assertThat(store.list("repos/", "", 10).entries())
        .singleElement()
        .satisfies(left -> {
          assertThat(left.key()).isEqualTo(KEYS.checkpoint(4));
          assertThat(left.sizeBytes()).isLessThan(500);
        });
    RepositoryState state = node.other().log().current().state();
    assertThat(state.refs()).isEmpty();
    assertThat(state.packs()).isEmpty();
    assertThat(node.other().log().entries(state)).extracting(LogEntry::seq).containsExactly(3L, 4L);
  }

  @Test
  void processThatSleptThroughTheEndCannotGoOn() throws IOException {
    node.commit("one", Map.of("a.md", "1"));
    LogFixture sleeper = node.other();
    LogRepository old = sleeper.open();
    node.commit("two", Map.of("a.md", "2"));
    close(node);
    now = now.plus(LogRules.KEPT_CLOSED).plus(SECOND);
    ending(node).sweep();
    now = now.plus(LogRules.DELETION_AGE).plus(SECOND);
    ending(node).sweep();

    assertThatThrownBy(() -> old.commit(List.of(), Map.of()))
        .as("record 2, whose name is free again, is created and not taken for a commit")
        .isInstanceOf(OutcomeUnknownException.class);

    assertThat(sleeper.log().current().state().life()).isEqualTo(LogLife.SWEPT);
    assertThat(keysThere()).contains(KEYS.record(2));
    assertThat(ending(node.other()).sweep()).as("the ghost goes too").isTrue();
    assertThat(keysThere()).containsExactly(KEYS.checkpoint(4));
  }

  private static Snapshot close(LogFixture of) {
    return ending(of).close(BeforeCommit.NOTHING);
  }

  private static LogEnding ending(LogFixture of) {
    return new LogEnding(of.log());
  }

  private List<ObjectKey> keysThere() {
    return store.list("repos/", "", 10).entries().stream().map(ListPage.Entry::key).toList();
  }
}
