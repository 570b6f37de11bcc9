package dev.mneme.git.storage;

import dev.mneme.objects.ListPage;
import dev.mneme.objects.ObjectKey;
import dev.mneme.objects.ObjectStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Finds, among all repositories of a store, those whose log goes beyond what is known of it.
 *
 * <p>One list request for each thousand objects, however many repositories they belong to: the
 * names alone say how far a log goes. What a page needs not show is jumped over.
 */
final class LogScan {
  private final ObjectStore store;
  private final int page;
  private final ToLongFunction<RepositoryId> known;
  private final Set<RepositoryId> beyond = new LinkedHashSet<>();

  /**
   * @param page how many names to ask for at once
   * @param known up to which seq a repository is known; -1 if not even its existence is
   */
  LogScan(ObjectStore store, int page, ToLongFunction<RepositoryId> known) {
    this.store = store;
    this.page = page;
    this.known = known;
  }

  List<RepositoryId> run() {
    String after = "";
    ListPage names;
    do {
      names = store.list(LogKeys.ROOT, after, page);
      for (ListPage.Entry entry : names.entries()) {
        look(entry.key());
        after = entry.key().value();
      }
      after = jump(after);
    } while (names.more());
    return List.copyOf(beyond);
  }

  private void look(ObjectKey key) {
    LogKeys.repository(key)
        .filter(id -> !beyond.contains(id))
        .filter(id -> seq(id, key) > known.applyAsLong(id))
        .ifPresent(beyond::add);
  }

  /** A pack of its own belongs to the log only if a record says so: it tells nothing here. */
  private static long seq(RepositoryId id, ObjectKey key) {
    return switch (new LogKeys(id).parse(key).orElse(new LogKeys.Name.OfPack(0))) {
      case LogKeys.Name.OfRecord record -> record.seq();
      case LogKeys.Name.OfCheckpoint checkpoint -> checkpoint.seq();
      case LogKeys.Name.OfPack pack -> -1;
    };
  }

  /** The next page begins behind what is known of the repository at which this one ended. */
  private String jump(String after) {
    Optional<RepositoryId> at =
        after.isEmpty() ? Optional.empty() : LogKeys.repository(new ObjectKey(after));
    String behind =
        at.map(id ->
                beyond.contains(id)
                    ? new LogKeys(id).folder() + "~"
                    : new LogKeys(id).before(Math.max(0, known.applyAsLong(id)) + 1))
            .orElse(after);
    return behind.compareTo(after) > 0 ? behind : after;
  }
}
