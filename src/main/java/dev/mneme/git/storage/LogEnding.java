package dev.mneme.git.storage;

import dev.mneme.objects.StoreUnavailableException;
import java.time.Instant;
import java.util.Optional;

/**
 * The end of a log: it is closed, can be reopened for a while, and is given up after that.
 *
 * <p>What is given up is first said in a record, which wins or loses its place like any other; only
 * then is anything deleted, by the same rules as everywhere. What stays for ever is one small
 * checkpoint: while it is there, nobody who slept through the end can take the name of a deleted
 * record for one that was never used (docs/adr/0017).
 */
public final class LogEnding {
  private static final int ATTEMPTS = 4;

  private final RepositoryLog log;
  private final LogEnvironment environment;

  /** The end of this log, which may be far. */
  public LogEnding(RepositoryLog log) {
    this.log = log;
    this.environment = log.environment();
  }

  /**
   * Ends the log; nothing follows but its reopening or its sweep. Without effect on one that has
   * ended. One that has not begun ends with its first record, so that whoever is about to begin it
   * comes too late.
   *
   * @return the state after that
   * @throws OutcomeUnknownException if nobody can tell whether it has ended
   */
  public Snapshot close(BeforeCommit before) {
    return append(LogLife.OPEN, LogRecord.Kind.CLOSE, before).orElseGet(log::current);
  }

  /**
   * Takes the end back: the log goes on from where it was.
   *
   * @return the state after that; empty if the log is not closed, and the newest state says why
   * @throws OutcomeUnknownException if nobody can tell whether it goes on
   */
  public Optional<Snapshot> reopen(BeforeCommit before) {
    return append(LogLife.CLOSED, LogRecord.Kind.REOPEN, before);
  }

  /**
   * Since when a closed log is closed, by the store's time; empty if it is not closed, or the store
   * does not say.
   */
  public Optional<Instant> closedSince(RepositoryState state) {
    return state.life() == LogLife.CLOSED
        ? closedSince(state, LogListing.newest(environment, log.keys(), state.seq()))
        : Optional.empty();
  }

  /**
   * The last record of a closed log closed it. Where that is gone, the checkpoint that has taken
   * its place is younger, which only lets the log live longer.
   */
  private static Optional<Instant> closedSince(RepositoryState state, LogListing listing) {
    return Optional.ofNullable(listing.records().get(state.seq()))
        .or(() ->
            listing.checkpoints().stream()
                .filter(checkpoint -> checkpoint.seq() == state.seq())
                .map(LogRules.Seen::created)
                .findFirst());
  }

  /** Until when a log that was closed then can be reopened at least. */
  public static Instant reopenableUntil(Instant closed) {
    return closed.plus(LogRules.KEPT_CLOSED);
  }

  /**
   * Goes one step towards the log being gone: gives it up if it has been closed for long enough,
   * and deletes what may be deleted of one that is given up. Safe to repeat, to interrupt and to
   * run on several nodes.
   *
   * @return whether nothing is left to be done, now or later
   */
  public boolean sweep() {
    RepositoryState state = log.current().state();
    if (state.life() == LogLife.CLOSED && isDue(state)) {
      state = giveUp(state);
    }
    return state.life() == LogLife.SWEPT && clear(state);
  }

  private boolean isDue(RepositoryState state) {
    LogListing listing = LogListing.newest(environment, log.keys(), state.seq());
    Instant now = listing.date();
    return now != null
        && closedSince(state, listing)
            .filter(closed -> environment.rules().mayGiveUp(closed, now))
            .isPresent();
  }

  private RepositoryState giveUp(RepositoryState closed) {
    return append(LogLife.CLOSED, LogRecord.Kind.SWEEP, BeforeCommit.NOTHING)
        .map(Snapshot::state)
        .orElse(closed);
  }

  private boolean clear(RepositoryState swept) {
    if (swept.base().seq() < swept.seq()) {
      new Checkpointing(environment).checkpoint(log, swept);
    }
    new Retention(environment).sweep(log);
    LogListing left = LogListing.all(environment, log.keys());
    return left.records().isEmpty() && left.packs().isEmpty() && left.checkpoints().size() == 1;
  }

  /**
   * Appends a record without content if the log is as it must be for that.
   *
   * @return the state after it; empty if the log is not so
   */
  private Optional<Snapshot> append(LogLife from, LogRecord.Kind kind, BeforeCommit before) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Snapshot base = log.current();
      if (base.state().life() != from) {
        return Optional.empty();
      }
      if (log.commit(base, transaction(kind, base.state()), before)
          instanceof CommitResult.Committed(Snapshot after)) {
        return Optional.of(after);
      }
    }
    throw new StoreUnavailableException(
        "%s has too many writers to be ended or reopened".formatted(log.id()));
  }

  /** A sweep gives up every pack there is: none can be uploaded to a closed log. */
  private static Transaction transaction(LogRecord.Kind kind, RepositoryState base) {
    return kind == LogRecord.Kind.SWEEP ? Transaction.sweep(base.seq() + 1) : Transaction.of(kind);
  }
}
