package dev.mneme.objects;

import java.util.concurrent.atomic.LongAdder;

/** Counts what is asked of a store; changes nothing. */
public final class MeteredObjectStore implements ObjectStore {
  private final ObjectStore store;
  private final LongAdder gets = new LongAdder();
  private final LongAdder rangedGets = new LongAdder();
  private final LongAdder creates = new LongAdder();
  private final LongAdder lists = new LongAdder();
  private final LongAdder deletes = new LongAdder();
  private final LongAdder bytesRead = new LongAdder();
  private final LongAdder bytesWritten = new LongAdder();

  /** Wraps a store, and closes it when closed. */
  public MeteredObjectStore(ObjectStore store) {
    this.store = store;
  }

  /** Everything since this was made; calls under way may be in it or not. */
  public StoreTraffic traffic() {
    return new StoreTraffic(
        gets.sum(),
        rangedGets.sum(),
        creates.sum(),
        lists.sum(),
        deletes.sum(),
        bytesRead.sum(),
        bytesWritten.sum());
  }

  @Override
  public GetResult get(ObjectKey key) {
    gets.increment();
    return read(store.get(key));
  }

  @Override
  public GetResult getRange(ObjectKey key, long offset, int length) {
    rangedGets.increment();
    return read(store.getRange(key, offset, length));
  }

  private GetResult read(GetResult result) {
    if (result instanceof GetResult.Found found) {
      bytesRead.add(found.bytes().length);
    }
    return result;
  }

  @Override
  public CreateResult createIfAbsent(ObjectKey key, Content content) {
    creates.increment();
    CreateResult result = store.createIfAbsent(key, content);
    if (result instanceof CreateResult.Created) {
      bytesWritten.add(content.sizeBytes());
    }
    return result;
  }

  @Override
  public ListPage list(String prefix, String after, int limit) {
    lists.increment();
    return store.list(prefix, after, limit);
  }

  @Override
  public void delete(ObjectKey key) {
    deletes.increment();
    store.delete(key);
  }

  @Override
  public void close() {
    store.close();
  }
}
