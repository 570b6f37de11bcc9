package dev.mneme.git.storage;

import dev.mneme.objects.ObjectStore;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

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
    LogListing listing = LogListing.of(environment, log.keys(), 0);
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
    Set<String> named = named(log, state);
    for (LogListing.ListedPack pack : listing.packs()) {
      if (!named.contains(pack.entry().key().value())
          && rules.mayDeletePack(pack.tipSeq(), pack.entry().created(), state.packFloor(), now)) {
        store.delete(pack.entry().key());
      }
    }
  }

  private static Set<String> named(RepositoryLog log, RepositoryState state) {
    return CheckpointCodec.external(state).stream()
        .map(pack -> log.keys().pack(pack.tipSeq(), pack.uploader()).value())
        .collect(Collectors.toSet());
  }
}
