package dev.mneme.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.objects.memory.MemoryObjectStore;
import dev.mneme.testing.FailingObjectStore;
import dev.mneme.testing.Moment;
import dev.mneme.testing.Occurrence;
import dev.mneme.testing.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryingObjectStoreTest extends ObjectStoreContract {
  private static final ObjectKey KEY = new ObjectKey("a/b");
  private final FailingObjectStore failing =
      FailingObjectStore.over(new MemoryObjectStore(Clock.systemUTC()));
  private final List<Duration> pauses = new ArrayList<>();
  private final ObjectStore retrying =
      new RetryingObjectStore(failing, RetryPolicy.DEFAULT, new Random(7), pauses::add);

  @Override
  protected ObjectStore open() {
    return new RetryingObjectStore(
        new MemoryObjectStore(Clock.systemUTC()), RetryPolicy.DEFAULT, new Random(7), pauses::add);
  }

  @Test
  void readThatFailsOnceIsAnsweredAllTheSame() {
    create("x");
    failing.fail(Operation.GET, Moment.BEFORE, Occurrence.times(1));

    assertThat(retrying.get(KEY)).isInstanceOf(GetResult.Found.class);
    assertThat(pauses).hasSize(1);
  }

  @Test
  void createWhoseAnswerWasLostFindsItsOwnObject() {
    failing.fail(Operation.CREATE, Moment.AFTER, Occurrence.times(1));

    assertThat(create("x")).isInstanceOf(CreateResult.Exists.class);
    assertThat(((GetResult.Found) retrying.get(KEY)).bytes()).isEqualTo(bytes("x"));
  }

  @Test
  void storeThatNeverAnswersIsGivenUpAfterAllAttempts() {
    failing.fail(Operation.LIST, Moment.BEFORE, Occurrence.always());

    assertThatThrownBy(() -> retrying.list("", "", 1))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(failing.failures()).isEqualTo(RetryPolicy.DEFAULT.attempts());
    assertThat(pauses).hasSize(RetryPolicy.DEFAULT.attempts() - 1);
  }

  @Test
  void threadThatWasInterruptedGivesUpAtOnceWithTheFailureAndItsFlag() {
    failing.fail(Operation.GET, Moment.BEFORE, Occurrence.always());
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> retrying.get(KEY)).isInstanceOf(StoreUnavailableException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failing.failures()).isEqualTo(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void interruptWhileWaitingEndsTheAttempts() {
    failing.fail(Operation.DELETE, Moment.AFTER, Occurrence.always());
    var store =
        new RetryingObjectStore(
            failing,
            RetryPolicy.DEFAULT,
            new Random(7),
            pause -> Thread.currentThread().interrupt());

    assertThatThrownBy(() -> store.delete(KEY)).isInstanceOf(StoreUnavailableException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failing.failures()).isEqualTo(1);
  }

  @Test
  void argumentsThatAreRefusedAreNotTriedAgain() {
    assertThatThrownBy(() -> retrying.list("", "", 0)).isInstanceOf(IllegalArgumentException.class);
    assertThat(pauses).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 2", "-1, 1, 2", "1, -1, 2", "1, 2, 1"})
  void whatIsNoPolicyIsRefused(int attempts, long firstMillis, long longestMillis) {
    assertThatThrownBy(() ->
            new RetryPolicy(
                attempts, Duration.ofMillis(firstMillis), Duration.ofMillis(longestMillis)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(attempts));
  }

  @Test
  void pausesGrowAndAreBounded() {
    RetryPolicy policy = new RetryPolicy(9, Duration.ofMillis(100), Duration.ofMillis(700));
    Random random = new Random(1);

    for (int failed = 1; failed <= 60; failed++) {
      long most = Math.min(700, 100L << Math.min(failed - 1, 20));
      assertThat(policy.pauseAfter(failed, random).toMillis()).isBetween(most / 2, most);
    }
  }

  private CreateResult create(String content) {
    return retrying.createIfAbsent(KEY, Content.of(bytes(content)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
