package dev.mneme.git.storage;

import dev.mneme.objects.ListPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one repository, as a list of the store showed them.
 *
 * @param date the store's time of the first page: all that was there then is in the list, unless it
 *     was deleted since
 * @param records by seq, with their dates
 * @param checkpoints by seq
 */
record LogListing(
    @Nullable Instant date,
    TreeMap<Long, Instant> records,
    List<LogRules.Seen> checkpoints,
    List<ListedPack> packs) {
  /** An external pack, and the seq in its name. */
  record ListedPack(ListPage.Entry entry, long tipSeq) {}

  /**
   * Lists what a repository has.
   *
   * @param fromSeq objects of smaller seqs are left out
   */
  static LogListing of(LogEnvironment environment, LogKeys keys, long fromSeq) {
    LogListing listing = null;
    String after = fromSeq <= 0 ? "" : keys.before(fromSeq);
    ListPage page;
    do {
      page = environment.store().list(keys.folder(), after, environment.sizes().listPage());
      if (listing == null) {
        listing =
            new LogListing(page.date(), new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
      }
      for (ListPage.Entry entry : page.entries()) {
        listing.add(entry, keys);
        after = entry.key().value();
      }
    } while (page.more());
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
