package dev.mneme.block;

/** What came of reading a text as YAML. */
sealed interface YamlResult {
  /** It is one mapping. */
  record Parsed(YamlNode.Mapping mapping) implements YamlResult {}

  /** There is nothing in it but white space, comments and markers. */
  record Empty() implements YamlResult {}

  /** It is YAML, but a list or a single value. */
  record NotMapping() implements YamlResult {}

  /**
   * It is not YAML, or more than we are willing to read.
   *
   * @param line where reading stopped, the first is 0
   * @param problem in a few words
   */
  record Refused(int line, String problem) implements YamlResult {}
}
