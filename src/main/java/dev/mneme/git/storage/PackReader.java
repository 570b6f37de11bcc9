package dev.mneme.git.storage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mneme.objects.GetResult;
import dev.mneme.objects.ObjectKey;
import dev.mneme.objects.ObjectStore;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Reads packs out of the objects that they stand in, a range at a time.
 *
 * <p>Packs of usual transactions are small and are read whole, once; a bounded cache keeps the
 * recent ones, because JGit asks for them block by block.
 */
final class PackReader {
  /** What is kept in memory, as a whole; also how much of a large pack is read at once. */
  private static final int SMALL_BYTES = 64 * 1024;

  private final ObjectStore store;
  private final Cache<Slice, byte[]> small;
  private volatile Function<ObjectKey, RuntimeException> gone = StaleStateException::new;
  private volatile BiFunction<ObjectKey, CorruptLogException, CorruptLogException> damaged =
      (key, damage) -> damage;

  /**
   * @param cacheBytes how many bytes of small packs to keep in memory
   */
  PackReader(ObjectStore store, long cacheBytes) {
    this.store = store;
    this.small =
        Caffeine.newBuilder()
            .maximumWeight(cacheBytes)
            .weigher((Slice slice, byte[] bytes) -> bytes.length + 128)
            .executor(Runnable::run)
            .build();
  }

  /** Says who knows what it means that an object is not there to which a state refers. */
  void whenGone(Function<ObjectKey, RuntimeException> judge) {
    gone = judge;
  }

  /** Says who is told of an object that is not as it was written, and says whose it is. */
  void whenDamaged(BiFunction<ObjectKey, CorruptLogException, CorruptLogException> told) {
    damaged = told;
  }

  private CorruptLogException damaged(ObjectKey object, String problem) {
    return damaged.apply(object, new CorruptLogException(problem));
  }

  /** All bytes of a slice. Two may read the same at once: the cache holds no lock over a read. */
  byte[] read(Slice slice) {
    byte[] known = small.getIfPresent(slice);
    if (known != null) {
      return known;
    }
    byte[] bytes = readRange(slice, 0, Math.toIntExact(slice.length()));
    remember(slice, bytes);
    return bytes;
  }

  /** Keeps the bytes of a pack that was just written or read, so that nobody need fetch them. */
  void remember(Slice slice, byte[] bytes) {
    if (bytes.length <= SMALL_BYTES) {
      small.put(slice, bytes);
    }
  }

  /**
   * All bytes of a slice, as they were written.
   *
   * @param what they are, for people
   */
  byte[] readChecked(CheckedSlice checked, String what) {
    byte[] bytes = read(checked.slice());
    if (!Checksum.of(ByteBuffer.wrap(bytes)).equals(checked.checksum())) {
      ObjectKey object = checked.slice().object();
      throw damaged(object, "the %s in %s is damaged".formatted(what, object));
    }
    return bytes;
  }

  /**
   * Bytes of a slice, from {@code from} on: one at least, {@code length} at most.
   *
   * <p>JGit asks for blocks that are smaller than what a request to a store is worth; those beside
   * are kept, for they are asked for next.
   */
  byte[] readAt(Slice slice, long from, int length) {
    int wanted = (int) Math.min(length, slice.length() - from);
    if (wanted > SMALL_BYTES) {
      return readRange(slice, from, wanted);
    }
    long start = from - from % SMALL_BYTES;
    byte[] around = read(part(slice, start));
    int at = (int) (from - start);
    return Arrays.copyOfRange(around, at, Math.min(at + wanted, around.length));
  }

  private static Slice part(Slice slice, long start) {
    long length = Math.min(SMALL_BYTES, slice.length() - start);
    return new Slice(slice.object(), slice.offset() + start, length);
  }

  private byte[] readRange(Slice slice, long from, int length) {
    if (length == 0) {
      return new byte[0];
    }
    return switch (store.getRange(slice.object(), slice.offset() + from, length)) {
      case GetResult.Found found when found.bytes().length == length -> found.bytes();
      case GetResult.Found found ->
          throw damaged(
              slice.object(),
              "%s ends after %d bytes, too early".formatted(slice.object(), found.sizeBytes()));
      case GetResult.Absent absent -> throw gone.apply(slice.object());
    };
  }
}
