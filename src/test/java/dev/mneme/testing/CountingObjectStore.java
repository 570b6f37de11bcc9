package dev.mneme.testing;

import dev.mneme.objects.Content;
import dev.mneme.objects.CreateResult;
import dev.mneme.objects.GetResult;
import dev.mneme.objects.ListPage;
import dev.mneme.objects.MeteredObjectStore;
import dev.mneme.objects.ObjectKey;
import dev.mneme.objects.ObjectStore;
import dev.mneme.objects.StoreTraffic;

/**
 * Counts what is asked of a store, for tests of a budget: {@link #reset}, act, {@link #counts}.
 *
 * <p>Wrap it around the store as close as possible, below retries and caches.
 */
public final class CountingObjectStore implements ObjectStore {
  private final MeteredObjectStore store;
  private volatile StoreTraffic start;

  private CountingObjectStore(ObjectStore store) {
    this.store = new MeteredObjectStore(store);
    this.start = this.store.traffic();
  }

  /** Wraps a store, and closes it when closed. */
  public static CountingObjectStore over(ObjectStore store) {
    return new CountingObjectStore(store);
  }

  /** What was asked since the last {@link #reset}. */
  public StoreTraffic counts() {
    return store.traffic().since(start);
  }

  /** Counts from zero again. */
  public void reset() {
    start = store.traffic();
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
