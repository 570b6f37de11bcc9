package dev.mneme.git.storage;

import dev.mneme.objects.ListPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Objects of one repository, as a list of the store showed them, the newest first.
 *
 * @param date the store's time of the first page: all that was there then, as far back as the list
 *     goes, is in it, unless it was deleted since
 * @param records by seq, with their dates
 * @param checkpoints by seq
 */
record LogListing(
    @Nullable Instant date,
    TreeMap<Long, Instant> records,
    List<LogRules.Seen> checkpoints,
    List<ListedPack> packs) {
  /** How many objects are asked for first: more than there usually are since a checkpoint. */
  private static final int NEWEST = 200;

  /** An external pack, and the seq in its name. */
  record ListedPack(ListPage.Entry entry, long tipSeq) {}

  /**
   * Lists the newest objects of a repository: at least those from the newest checkpoint on, or, if
   * that comes first, those after {@code knownSeq}. One page, but for logs whose last checkpoint is
   * long past.
   */
  static LogListing newest(LogEnvironment environment, LogKeys keys, long knownSeq) {
    int page = Math.min(NEWEST, environment.sizes().listPage());
    return of(
        environment,
        keys,
        page,
        so ->
            !so.checkpoints().isEmpty()
                || (!so.records().isEmpty() && so.records().firstKey() <= knownSeq));
  }

  /** Lists everything that a repository has. */
  static LogListing all(LogEnvironment environment, LogKeys keys) {
    return of(environment, keys, environment.sizes().listPage(), so -> false);
  }

  private static LogListing of(
      LogEnvironment environment, LogKeys keys, int limit, Predicate<LogListing> isEnough) {
    LogListing listing = null;
    String after = "";
    ListPage page;
    do {
      page = environment.store().list(keys.folder(), after, limit);
      if (listing == null) {
        listing =
            new LogListing(page.date(), new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
      }
      for (ListPage.Entry entry : page.entries()) {
        listing.add(entry, keys);
        after = entry.key().value();
      }
    } while (page.more() && !isEnough.test(listing));
    return listing;
  }

  private void add(ListPage.Entry entry, LogKeys keys) {
    keys.parse(entry.key())
        .ifPresent(name -> {
          switch (name) {
            case LogKeys.Name.OfRecord record -> records.put(record.seq(), entry.created());
            case LogKeys.Name.OfCheckpoint checkpoint ->
                checkpoints.add(new LogRules.Seen(checkpoint.seq(), entry.created()));
            case LogKeys.Name.OfPack pack -> packs.add(new ListedPack(entry, pack.seq()));
          }
        });
  }

  /** The seq of the newest checkpoint, or 0 if there is none. */
  long newestCheckpoint() {
    return checkpoints.stream().mapToLong(LogRules.Seen::seq).max().orElse(0);
  }

  /** Seqs of the records that follow {@code seq} without a gap. */
  List<Long> runAfter(long seq) {
    List<Long> run = new ArrayList<>();
    for (long next = seq + 1; records.containsKey(next); next++) {
      run.add(next);
    }
    return run;
  }

  /** Whether there is a record beyond the run that follows {@code seq}: one in between is lost. */
  boolean hasGapAfter(long seq) {
    long last = seq + runAfter(seq).size();
    return !new TreeSet<>(records.keySet()).tailSet(last, false).isEmpty();
  }
}
