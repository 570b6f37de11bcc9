package dev.mneme.block;

/**
 * How much of what is advised about content is demanded; a setting of the server or of an agent.
 */
public enum RulesMode {
  /** Nobody is refused for frontmatter that the hook of a client accepts. */
  STANDARD,
  /**
   * What the pre-commit hook refuses is refused by the server too, and nothing can be overridden.
   */
  STRICT
}
