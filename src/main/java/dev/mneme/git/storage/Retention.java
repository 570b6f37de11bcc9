package dev.mneme.git.storage;

import dev.mneme.objects.ListPage;
import dev.mneme.objects.ObjectKey;
import dev.mneme.objects.ObjectStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Deletes what checkpoints have made superfluous, by {@link LogRules}: records, older checkpoints,
 * late arrivals behind them, and external packs that a record has given up. The newest checkpoint
 * always stays.
 */
final class Retention {
  private final LogEnvironment environment;

  Retention(LogEnvironment environment) {
    this.environment = environment;
  }

  /** Deletes what may go. Safe to repeat, to interrupt and to run on several nodes. */
  void sweep(RepositoryLog log) {
    RepositoryState state = log.current().state();
    LogListing listing = LogListing.all(environment, log.keys());
    Instant now = listing.date();
    if (now == null) {
      return;
    }
    LogRules rules = environment.rules();
    ObjectStore store = environment.store();
    listing
        .records()
        .forEach((seq, created) -> {
          if (rules.mayDeleteRecord(seq, created, listing.checkpoints(), now)) {
            store.delete(log.keys().record(seq));
          }
        });
    for (LogRules.Seen checkpoint : listing.checkpoints()) {
      if (rules.mayDeleteCheckpoint(checkpoint.seq(), listing.checkpoints(), now)) {
        store.delete(log.keys().checkpoint(checkpoint.seq()));
      }
    }
    sweepPacks(log, state, listing, now);
  }

  /**
   * Deletes packs that a record has given up, once a checkpoint says so that is itself old: then
   * nobody works any more on a state that still had them.
   */
  private void sweepPacks(
      RepositoryLog log, RepositoryState state, LogListing listing, Instant now) {
    Optional<Checkpoint> old = newestOld(log, listing, now);
    long packFloor = old.map(Checkpoint::packFloor).orElse(0L);
    Set<ObjectKey> named = new HashSet<>();
    CheckpointCodec.external(state).forEach(pack -> named.add(key(log, pack)));
    old.ifPresent(checkpoint -> checkpoint.external().forEach(p -> named.add(key(log, p))));
    for (LogListing.ListedPack pack : listing.packs()) {
      ListPage.Entry entry = pack.entry();
      if (!named.contains(entry.key())
          && environment.rules().mayDeletePack(pack.tipSeq(), entry.created(), packFloor, now)) {
        environment.store().delete(entry.key());
      }
    }
  }

  private Optional<Checkpoint> newestOld(RepositoryLog log, LogListing listing, Instant now) {
    return listing.checkpoints().stream()
        .filter(checkpoint -> environment.rules().isOld(checkpoint.created(), now))
        .map(LogRules.Seen::seq)
        .max(Comparator.naturalOrder())
        .flatMap(seq -> log.checkpoint(seq, now));
  }

  private static ObjectKey key(RepositoryLog log, ExternalPack pack) {
    return log.keys().pack(pack.tipSeq(), pack.uploader());
  }
}
