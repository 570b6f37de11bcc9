package dev.mneme.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.objects.memory.MemoryObjectStore;
import dev.mneme.testing.FailingObjectStore;
import dev.mneme.testing.InterceptedObjectStore;
import dev.mneme.testing.Moment;
import dev.mneme.testing.Occurrence;
import dev.mneme.testing.Operation;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class StoreSelfTestTest {
  private volatile Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private final ObjectStore honest = new MemoryObjectStore(() -> now);

  @Test
  void honestStoreIsAcceptedAndLeftAsItWas() {
    test(honest);

    assertThat(honest.list("", "", 10).entries()).isEmpty();
  }

  @Test
  void leftoversAreRemovedButNotTheNameThatAnotherServerTestsRightNow() {
    honest.createIfAbsent(new ObjectKey("selftest/leftover"), Content.of());
    now = now.plus(StoreSelfTest.LEFTOVER_AGE).plusMillis(1);
    honest.createIfAbsent(new ObjectKey("selftest/at-work"), Content.of());

    test(honest);

    assertThat(honest.list("", "", 10).entries())
        .map(entry -> entry.key().value())
        .containsExactly("selftest/at-work");
  }

  @Test
  void storeThatOverwritesIsRefusedWithTheReason() {
    requireRefused(overwriting(Operation.CREATE), "create-if-absent");
  }

  @Test
  void storeThatOverwritesAndAnswersExistsIsRefused() {
    requireRefused(new Lying(honest, Lie.OVERWRITES_SILENTLY), "changed the object");
  }

  @Test
  void storeThatSaysOfEveryNameThatItIsTakenIsRefused() {
    requireRefused(new Lying(honest, Lie.ALWAYS_EXISTS), "taken");
  }

  @Test
  void storeThatForgetsIsRefused() {
    requireRefused(overwriting(Operation.GET), "cannot be read");
  }

  @Test
  void storeWhoseListsLagIsRefused() {
    requireRefused(overwriting(Operation.LIST), "not in the list");
  }

  @Test
  void storeThatDoesNotDeleteIsRefused() {
    requireRefused(new Lying(honest, Lie.KEEPS_ALL), "deleted");
  }

  @Test
  void storeThatGivesNoDatesIsRefused() {
    requireRefused(new Lying(honest, Lie.NO_DATES), "at what time");
  }

  @Test
  void createWhoseAnswerWasLostDoesNotMakeTheStoreUnfit() {
    FailingObjectStore failing =
        FailingObjectStore.over(honest).fail(Operation.CREATE, Moment.AFTER, Occurrence.times(2));

    test(new RetryingObjectStore(failing, RetryPolicy.DEFAULT, new Random(1), pause -> {}));

    assertThat(honest.list("", "", 10).entries()).isEmpty();
  }

  @Test
  void storeThatDoesNotAnswerIsUnavailableAndNotUnfit() {
    FailingObjectStore failing =
        FailingObjectStore.over(honest).fail(Operation.GET, Moment.BEFORE, Occurrence.always());

    assertThatThrownBy(() -> test(failing)).isInstanceOf(StoreUnavailableException.class);
  }

  private static void requireRefused(ObjectStore store, String reason) {
    assertThatThrownBy(() -> test(store))
        .isInstanceOf(UnfitStoreException.class)
        .hasMessageContaining(reason);
  }

  private static void test(ObjectStore store) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      new StoreSelfTest(store, threads).run(new Random(3));
    }
  }

  /** Has lost the object whenever it is asked for this. */
  private ObjectStore overwriting(Operation when) {
    return InterceptedObjectStore.over(
        honest,
        (operation, moment, key) -> {
          if (operation == when && moment == Moment.BEFORE && ObjectKey.isKey(key)) {
            honest.delete(new ObjectKey(key));
          }
        });
  }

  private enum Lie {
    OVERWRITES_SILENTLY,
    ALWAYS_EXISTS,
    KEEPS_ALL,
    NO_DATES
  }

  private record Lying(ObjectStore store, Lie lie) implements ObjectStore {
    @Override
    public GetResult get(ObjectKey key) {
      return store.get(key);
    }

    @Override
    public GetResult getRange(ObjectKey key, long offset, int length) {
      return store.getRange(key, offset, length);
    }

    @Override
    public CreateResult createIfAbsent(ObjectKey key, Content content) {
      CreateResult result = store.createIfAbsent(key, content);
      return switch (lie) {
        case OVERWRITES_SILENTLY -> overwrite(key, content, result);
        case ALWAYS_EXISTS -> new CreateResult.Exists(result.date());
        case KEEPS_ALL, NO_DATES -> result;
      };
    }

    /** Only from the third on, so that the two at once look right. */
    private CreateResult overwrite(ObjectKey key, Content content, CreateResult result) {
      if (result instanceof CreateResult.Exists
          && content.sizeBytes() == "third".length()
          && content.toByteArray()[0] == 't') {
        store.delete(key);
        store.createIfAbsent(key, content);
      }
      return result;
    }

    @Override
    public ListPage list(String prefix, String after, int limit) {
      ListPage page = store.list(prefix, after, limit);
      return lie == Lie.NO_DATES ? new ListPage(page.entries(), page.more(), null) : page;
    }

    @Override
    public void delete(ObjectKey key) {
      if (lie != Lie.KEEPS_ALL) {
        store.delete(key);
      }
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
