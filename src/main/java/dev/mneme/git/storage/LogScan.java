package dev.mneme.git.storage;

import dev.mneme.objects.ListPage;
import dev.mneme.objects.ObjectKey;
import dev.mneme.objects.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds, among all repositories of a store, those whose log goes beyond what is known of it.
 *
 * <p>One list request for each thousand objects, however many repositories they belong to: the
 * names alone say how far a log goes, and the first of each log is its newest. What a page need not
 * show is jumped over.
 */
final class LogScan {
  private final ObjectStore store;
  private final int page;
  private final ToLongFunction<RepositoryId> known;
  private final List<RepositoryId> beyond = new ArrayList<>();
  private @Nullable RepositoryId seen;

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

  /** The first record or checkpoint of a repository is its newest. */
  private void look(ObjectKey key) {
    RepositoryId id = LogKeys.repository(key).orElse(seen);
    if (id != null && !id.equals(seen)) {
      newestSeq(id, key).ifPresent(seq -> judge(id, seq));
    }
  }

  private void judge(RepositoryId id, long newest) {
    seen = id;
    if (newest > known.applyAsLong(id)) {
      beyond.add(id);
    }
  }

  /** A pack of its own belongs to the log only if a record says so: it tells nothing here. */
  private static OptionalLong newestSeq(RepositoryId id, ObjectKey key) {
    LogKeys.Name name = new LogKeys(id).parse(key).orElse(new LogKeys.Name.OfPack(0));
    return name instanceof LogKeys.Name.OfPack ? OptionalLong.empty() : OptionalLong.of(name.seq());
  }

  /** The next page begins behind the repository that was judged last. */
  private String jump(String after) {
    String behind = seen == null ? "" : new LogKeys(seen).end();
    return behind.compareTo(after) > 0 ? behind : after;
  }
}
