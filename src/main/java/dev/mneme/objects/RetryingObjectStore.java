package dev.mneme.objects;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Asks another store again when it gave no answer.
 *
 * <p>A create that is sent again may be answered {@link CreateResult.Exists} because the first one
 * took effect: whoever must know looks at what stands there. The last failure is thrown as it is. A
 * thread that was interrupted does not ask again.
 */
public final class RetryingObjectStore implements ObjectStore {
  private final ObjectStore store;
  private final RetryPolicy policy;
  private final RandomGenerator random;
  private final Consumer<Duration> sleeper;

  /**
   * Wraps a store, and closes it when closed.
   *
   * @param sleeper waits; given from outside so that tests need not. If it is interrupted, it
   *     returns with the thread's interrupt flag set
   */
  public RetryingObjectStore(
      ObjectStore store, RetryPolicy policy, RandomGenerator random, Consumer<Duration> sleeper) {
    this.store = store;
    this.policy = policy;
    this.random = random;
    this.sleeper = sleeper;
  }

  @Override
  public GetResult get(ObjectKey key) {
    return retrying(() -> store.get(key));
  }

  @Override
  public GetResult getRange(ObjectKey key, long offset, int length) {
    return retrying(() -> store.getRange(key, offset, length));
  }

  @Override
  public CreateResult createIfAbsent(ObjectKey key, Content content) {
    return retrying(() -> store.createIfAbsent(key, content));
  }

  @Override
  public ListPage list(String prefix, String after, int limit) {
    return retrying(() -> store.list(prefix, after, limit));
  }

  @Override
  public void delete(ObjectKey key) {
    retrying(() -> {
      store.delete(key);
      return true;
    });
  }

  @Override
  public void close() {
    store.close();
  }

  private <T> T retrying(Supplier<T> call) {
    for (int failed = 1; ; failed++) {
      try {
        return call.get();
      } catch (StoreUnavailableException e) {
        if (failed == policy.attempts() || !waited(failed)) {
          throw e;
        }
      }
    }
  }

  private boolean waited(int failed) {
    if (!Thread.currentThread().isInterrupted()) {
      sleeper.accept(policy.pauseAfter(failed, random));
    }
    return !Thread.currentThread().isInterrupted();
  }
}
