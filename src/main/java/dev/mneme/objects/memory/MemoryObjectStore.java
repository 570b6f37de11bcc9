package dev.mneme.objects.memory;

import dev.mneme.objects.Arguments;
import dev.mneme.objects.Content;
import dev.mneme.objects.CreateResult;
import dev.mneme.objects.GetResult;
import dev.mneme.objects.ListPage;
import dev.mneme.objects.ObjectKey;
import dev.mneme.objects.ObjectStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps objects in an ordered map. Nothing survives the process; everything else is as the port
 * says.
 *
 * <p>One call at a time: effect and date of an answer belong together, so that a simulated clock
 * gives each answer exactly its place in time.
 */
public final class MemoryObjectStore implements ObjectStore {
  private final InstantSource clock;
  private final NavigableMap<String, Stored> objects = new TreeMap<>();

  /**
   * An empty store.
   *
   * @param clock gives the dates of answers and objects
   */
  public MemoryObjectStore(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized GetResult get(ObjectKey key) {
    return found(objects.get(key.value()), 0, Integer.MAX_VALUE);
  }

  @Override
  public synchronized GetResult getRange(ObjectKey key, long offset, int length) {
    Arguments.requireRange(offset, length);
    return found(objects.get(key.value()), offset, length);
  }

  private GetResult found(@Nullable Stored stored, long offset, int length) {
    return stored == null
        ? new GetResult.Absent(clock.instant())
        : new GetResult.Found(stored.range(offset, length), stored.bytes.length, clock.instant());
  }

  @Override
  public synchronized CreateResult createIfAbsent(ObjectKey key, Content content) {
    Instant now = clock.instant();
    if (objects.containsKey(key.value())) {
      return new CreateResult.Exists(now);
    }
    objects.put(key.value(), new Stored(content.toByteArray(), now));
    return new CreateResult.Created(now);
  }

  @Override
  public synchronized ListPage list(String prefix, String after, int limit) {
    Arguments.requireLimit(limit);
    List<ListPage.Entry> entries = new ArrayList<>();
    for (var object : objectsFrom(prefix, after).entrySet()) {
      if (!object.getKey().startsWith(prefix)) {
        break;
      }
      if (entries.size() == limit) {
        return new ListPage(entries, true, clock.instant());
      }
      entries.add(object.getValue().entry(object.getKey()));
    }
    return new ListPage(entries, false, clock.instant());
  }

  /** All keys with the prefix are neighbours; those wanted are where this begins. */
  private NavigableMap<String, Stored> objectsFrom(String prefix, String after) {
    return after.compareTo(prefix) < 0
        ? objects.tailMap(prefix, true)
        : objects.tailMap(after, false);
  }

  @Override
  public synchronized void delete(ObjectKey key) {
    objects.remove(key.value());
  }

  @Override
  public void close() {}

  private record Stored(byte[] bytes, Instant created) {

    byte[] range(long offset, int length) {
      int from = (int) Math.min(offset, bytes.length);
      return Arrays.copyOfRange(bytes, from, from + Math.min(length, bytes.length - from));
    }

    ListPage.Entry entry(String key) {
      return new ListPage.Entry(new ObjectKey(key), bytes.length, created);
    }
  }
}
