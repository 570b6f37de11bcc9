package dev.mneme.testing;

import dev.mneme.objects.Content;
import dev.mneme.objects.CreateResult;
import dev.mneme.objects.GetResult;
import dev.mneme.objects.ListPage;
import dev.mneme.objects.ObjectKey;
import dev.mneme.objects.ObjectStore;
import java.util.function.Supplier;

/**
 * Runs a piece of the test's code before and after each call to a store: to wait for another
 * thread, to change the store under the caller, to move a clock, or to throw.
 *
 * {@snippet :
 * var store = InterceptedObjectStore.over(memory, (operation, moment, key) -> {
 *   if (operation == Operation.CREATE && moment == Moment.AFTER) {
 *     await(otherWriterIsDone);
 *   }
 * });
 * }
 */
public final class InterceptedObjectStore implements ObjectStore {
  private final ObjectStore store;
  private final Hook hook;

  private InterceptedObjectStore(ObjectStore store, Hook hook) {
    this.store = store;
    this.hook = hook;
  }

  /** Wraps a store, and closes it when closed. */
  public static InterceptedObjectStore over(ObjectStore store, Hook hook) {
    return new InterceptedObjectStore(store, hook);
  }

  /** What a test does around a call; called by the thread that calls the store. */
  @FunctionalInterface
  public interface Hook {

    /**
     * Called at each moment of each call.
     *
     * @param key of the object, or the prefix of a list
     */
    void at(Operation operation, Moment moment, String key);
  }

  @Override
  public GetResult get(ObjectKey key) {
    return around(Operation.GET, key.value(), () -> store.get(key));
  }

  @Override
  public GetResult getRange(ObjectKey key, long offset, int length) {
    return around(Operation.GET_RANGE, key.value(), () -> store.getRange(key, offset, length));
  }

  @Override
  public CreateResult createIfAbsent(ObjectKey key, Content content) {
    return around(Operation.CREATE, key.value(), () -> store.createIfAbsent(key, content));
  }

  @Override
  public ListPage list(String prefix, String after, int limit) {
    return around(Operation.LIST, prefix, () -> store.list(prefix, after, limit));
  }

  @Override
  public void delete(ObjectKey key) {
    hook.at(Operation.DELETE, Moment.BEFORE, key.value());
    store.delete(key);
    hook.at(Operation.DELETE, Moment.AFTER, key.value());
  }

  private <T> T around(Operation operation, String key, Supplier<T> call) {
    hook.at(operation, Moment.BEFORE, key);
    T answer = call.get();
    hook.at(operation, Moment.AFTER, key);
    return answer;
  }

  @Override
  public void close() {
    store.close();
  }
}
