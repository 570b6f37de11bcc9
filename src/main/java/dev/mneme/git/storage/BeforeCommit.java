package dev.mneme.git.storage;

/** Told which record is about to be created, before the store hears of it. */
@FunctionalInterface
public interface BeforeCommit {
  /** Nobody wants to know. */
  BeforeCommit NOTHING = seq -> {};

  /**
   * The next call to the store may create record {@code seq}; a failure here keeps it from being
   * made.
   */
  void willCreate(long seq);
}
