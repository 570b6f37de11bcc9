package dev.mneme.config;

/** How severely the content of a push or a write is judged, unless an agent says otherwise. */
public enum RulesMode {
  /** No client is refused for frontmatter that its own hook accepts. */
  STANDARD,
  /** What the standard mode warns of is refused. */
  STRICT
}
