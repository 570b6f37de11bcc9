package dev.mneme.block;

/** Which rules a branch is under. */
public enum Scope {
  /** {@code main} of an agent's memory, whose files are blocks: all rules. */
  MEMORY,
  /** Another branch, or a shared repository: only the rules on paths, sizes and secrets. */
  FILES
}
