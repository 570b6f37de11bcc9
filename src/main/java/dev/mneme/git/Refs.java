package dev.mneme.git;

/** The refs that mean something to us. */
public final class Refs {
  /** The branch that feeds the blocks. */
  public static final String MAIN = "refs/heads/main";

  /** What every ref begins with that is ours alone: never advertised, fetched or pushed. */
  public static final String HIDDEN = "refs/mneme/";

  /** What the files do not say, as a tree: ids, tags, the agent's fields. */
  public static final String STATE = HIDDEN + "state";

  private Refs() {}
}
