package dev.mneme.block;

/** The way a change comes in. */
public enum Door {
  /** A push, which may be the agent's. */
  PUSH,
  /** The REST API, which is the user's: {@code read_only} is no obstacle there. */
  REST
}
