package dev.mneme.objects;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Refuses, at the start, a store on which commits would be lost: several that look like S3 take the
 * header that means "create only if absent" and overwrite all the same.
 *
 * <p>Any number of servers may test the same store at once: each uses a name of its own, and
 * removes those of others only when they are {@link #LEFTOVER_AGE} old.
 */
public final class StoreSelfTest {
  static final Duration LEFTOVER_AGE = Duration.ofHours(1);
  private static final String FOLDER = "selftest/";
  private static final int LEFTOVERS = 100;
  private static final int ATTEMPTS = 3;
  private static final List<String> CONTENTS = List.of("first", "second");
  private final ObjectStore store;
  private final Executor threads;

  /**
   * @param threads runs the two creates side by side
   */
  public StoreSelfTest(ObjectStore store, Executor threads) {
    this.store = store;
    this.threads = threads;
  }

  /**
   * Tries the store out on a name of its own.
   *
   * <p>If neither of two creates was told that it made the object, that proves nothing: an answer
   * may have been lost and the create sent again. Another name is tried then, a few times.
   *
   * @throws UnfitStoreException if it is not what the log needs
   * @throws StoreUnavailableException if it does not answer
   */
  public void run(RandomGenerator random) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (isProven(new ObjectKey(FOLDER + Long.toHexString(random.nextLong())))) {
        return;
      }
    }
    throw new UnfitStoreException(
        "it said of each of %d new names that it was taken".formatted(ATTEMPTS));
  }

  private boolean isProven(ObjectKey key) {
    try {
      String winner = winnerOfTwo(key);
      if (winner == null) {
        return false;
      }
      requireUnchanged(key, winner);
      requireListed(key);
      requireDeletable(key);
      return true;
    } finally {
      cleanUp(key);
    }
  }

  /** The content whose create was told that it made the object; null if neither was. */
  private @Nullable String winnerOfTwo(ObjectKey key) {
    List<CompletableFuture<CreateResult>> creates =
        CONTENTS.stream()
            .map(c -> CompletableFuture.supplyAsync(() -> create(key, c), threads))
            .toList();
    List<CreateResult> results = creates.stream().map(StoreSelfTest::join).toList();
    if (results.stream().allMatch(CreateResult.Created.class::isInstance)) {
      throw new UnfitStoreException(
          "two creates of one name were both told that they made it, only one may be");
    }
    int winner = results.getFirst() instanceof CreateResult.Created ? 0 : 1;
    return results.get(winner) instanceof CreateResult.Created ? CONTENTS.get(winner) : null;
  }

  private static CreateResult join(CompletableFuture<CreateResult> create) {
    try {
      return create.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void requireUnchanged(ObjectKey key, String winner) {
    requireContent(key, winner, "of two creates of one name, the one that lost left its bytes");
    if (create(key, "third") instanceof CreateResult.Created) {
      throw new UnfitStoreException("an object that was there could be created again");
    }
    requireContent(key, winner, "a create that was refused changed the object all the same");
  }

  private void requireContent(ObjectKey key, String expected, String otherwise) {
    if (!Arrays.equals(read(key), bytes(expected))) {
      throw new UnfitStoreException(otherwise);
    }
  }

  private void requireListed(ObjectKey key) {
    ListPage page = store.list(key.value(), "", 1);
    if (page.entries().stream().noneMatch(entry -> entry.key().equals(key))) {
      throw new UnfitStoreException("an object that was created is not in the list");
    }
    if (page.date() == null) {
      throw new UnfitStoreException("its answers do not say at what time they were given");
    }
  }

  private void requireDeletable(ObjectKey key) {
    store.delete(key);
    if (store.get(key) instanceof GetResult.Found) {
      throw new UnfitStoreException("an object that was deleted can still be read");
    }
  }

  private CreateResult create(ObjectKey key, String content) {
    return store.createIfAbsent(key, Content.of(bytes(content)));
  }

  private static byte[] bytes(String content) {
    return content.getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] read(ObjectKey key) {
    return switch (store.get(key)) {
      case GetResult.Found found -> found.bytes();
      case GetResult.Absent absent ->
          throw new UnfitStoreException("an object that was created cannot be read");
    };
  }

  /** Ours, and what starts that were killed have left. */
  private void cleanUp(ObjectKey ours) {
    try {
      store.delete(ours);
      ListPage page = store.list(FOLDER, "", LEFTOVERS);
      page.entries().stream()
          .filter(entry -> isLeftover(entry, page.date()))
          .forEach(entry -> store.delete(entry.key()));
    } catch (StoreUnavailableException e) {
      // must not hide what was found out; the next start cleans up
    }
  }

  private static boolean isLeftover(ListPage.Entry entry, @Nullable Instant now) {
    return now != null && entry.created().isBefore(now.minus(LEFTOVER_AGE));
  }
}
