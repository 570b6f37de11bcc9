package dev.mneme.database;

/** What of a committed write survives a power loss. A crash of the process loses nothing. */
public enum Durability {
  /** Everything: for what only SQL knows. */
  FULL,
  /** Perhaps not the newest: for what can be rebuilt from the log of a repository. */
  CACHE
}
