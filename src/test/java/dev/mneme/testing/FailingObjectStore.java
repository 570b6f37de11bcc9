package dev.mneme.testing;

import dev.mneme.objects.Content;
import dev.mneme.objects.CreateResult;
import dev.mneme.objects.GetResult;
import dev.mneme.objects.ListPage;
import dev.mneme.objects.ObjectKey;
import dev.mneme.objects.ObjectStore;
import dev.mneme.objects.StoreUnavailableException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Fails on purpose: throws {@link StoreUnavailableException} before or after the effect of chosen
 * calls.
 *
 * {@snippet :
 * var store = FailingObjectStore.over(memory).fail(Operation.CREATE, Moment.AFTER, times(1));
 * }
 */
public final class FailingObjectStore implements ObjectStore {
  private final ObjectStore store;
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private final AtomicLong failures = new AtomicLong();

  private FailingObjectStore(ObjectStore store) {
    this.store = InterceptedObjectStore.over(store, this::failIfDue);
  }

  /** A store without faults so far; it closes the one below when closed. */
  public static FailingObjectStore over(ObjectStore store) {
    return new FailingObjectStore(store);
  }

  /** Adds a fault that counts its calls from now on. */
  public FailingObjectStore fail(Operation operation, Moment moment, Occurrence occurrence) {
    return fail(operation, moment, occurrence, key -> true);
  }

  /**
   * Adds a fault for some keys; only calls with such a key are counted.
   *
   * @param key tells which keys, or prefixes of lists, are meant
   */
  public FailingObjectStore fail(
      Operation operation, Moment moment, Occurrence occurrence, Predicate<String> key) {
    faults.add(new Fault(operation, moment, occurrence, key, new AtomicLong()));
    return this;
  }

  /** Takes all faults away. */
  public FailingObjectStore heal() {
    faults.clear();
    return this;
  }

  /** How many calls have failed on purpose. */
  public long failures() {
    return failures.get();
  }

  private void failIfDue(Operation operation, Moment moment, String key) {
    boolean due = false;
    for (Fault fault : faults) {
      due |= fault.isDue(operation, moment, key);
    }
    if (due) {
      failures.incrementAndGet();
      throw new StoreUnavailableException(
          "failed on purpose %s %s of '%s'".formatted(moment, operation, key));
    }
  }

  private record Fault(
      Operation operation,
      Moment moment,
      Occurrence occurrence,
      Predicate<String> key,
      AtomicLong calls) {

    boolean isDue(Operation calledOperation, Moment calledMoment, String calledKey) {
      return operation == calledOperation
          && moment == calledMoment
          && key.test(calledKey)
          && occurrence.includes(calls.incrementAndGet());
    }
  }

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
    return store.createIfAbsent(key, content);
  }

  @Override
  public ListPage list(String prefix, String after, int limit) {
    return store.list(prefix, after, limit);
  }

  @Override
  public void delete(ObjectKey key) {
    store.delete(key);
  }

  @Override
  public void close() {
    store.close();
  }
}
