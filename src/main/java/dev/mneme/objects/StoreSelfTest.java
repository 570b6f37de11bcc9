package dev.mneme.objects;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Refuses, at the start, a store on which commits would be lost: several that look like S3 take the
 * header that means "create only if absent" and overwrite all the same.
 */
public final class StoreSelfTest {
  private static final String FOLDER = "selftest/";
  private static final int LEFTOVERS = 100;
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
   * @throws UnfitStoreException if it is not what the log needs
   * @throws StoreUnavailableException if it does not answer
   */
  public void run(RandomGenerator random) {
    ObjectKey key = new ObjectKey(FOLDER + Long.toHexString(random.nextLong()));
    try {
      requireOneWinner(key);
      requireRefusal(key);
      requireListed(key);
    } finally {
      cleanUp();
    }
  }

  private void requireOneWinner(ObjectKey key) {
    List<CompletableFuture<CreateResult>> creates = new ArrayList<>();
    for (String content : List.of("first", "second")) {
      creates.add(CompletableFuture.supplyAsync(() -> create(key, content), threads));
    }
    long created =
        creates.stream()
            .map(StoreSelfTest::join)
            .filter(CreateResult.Created.class::isInstance)
            .count();
    if (created != 1) {
      throw new UnfitStoreException(
          "of two creates of one name %d were told to have made it, it must be one"
              .formatted(created));
    }
  }

  private static CreateResult join(CompletableFuture<CreateResult> create) {
    try {
      return create.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void requireRefusal(ObjectKey key) {
    byte[] before = read(key);
    if (!(create(key, "third") instanceof CreateResult.Exists)
        || !Arrays.equals(read(key), before)) {
      throw new UnfitStoreException("an object that was there could be created again");
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

  private CreateResult create(ObjectKey key, String content) {
    return store.createIfAbsent(key, Content.of(content.getBytes(StandardCharsets.US_ASCII)));
  }

  private byte[] read(ObjectKey key) {
    return switch (store.get(key)) {
      case GetResult.Found found -> found.bytes();
      case GetResult.Absent absent ->
          throw new UnfitStoreException("an object that was created cannot be read");
    };
  }

  /** Ours, and what starts that were killed have left. */
  private void cleanUp() {
    store.list(FOLDER, "", LEFTOVERS).entries().forEach(entry -> store.delete(entry.key()));
  }
}
