package dev.mneme.testing;

/** Where in a call to an object store something happens. */
public enum Moment {
  /** The store has not been asked yet. */
  BEFORE,
  /** The effect has happened, the answer has not been given. */
  AFTER
}
