package dev.mneme.git.storage;

/** What became of a transaction. That it cannot be told is {@link OutcomeUnknownException}. */
public sealed interface CommitResult {

  /** It is in the log, durable and for ever. */
  record Committed(Snapshot snapshot) implements CommitResult {}

  /**
   * Another transaction has its place; nothing of it is in the log. It may be made again on a newer
   * state.
   */
  record Lost() implements CommitResult {}
}
