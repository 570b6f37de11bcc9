package dev.mneme.memory;

import java.util.Map;

/** What making the rows of one repository anew has come to. */
public sealed interface Rebuilt {
  /** Whose rows: the id of an agent, or of a repository that agents share. */
  String repository();

  /** They were as they should be. */
  record Same(String repository) implements Rebuilt {}

  /**
   * They were not, and are now.
   *
   * @param rows how many, by table
   */
  record Changed(String repository, Map<String, Integer> rows) implements Rebuilt {}

  /**
   * They were left as they are.
   *
   * @param reason in a sentence for people
   */
  record LeftAlone(String repository, String reason) implements Rebuilt {}

  /**
   * They could not be made; they are as they were.
   *
   * @param reason in a sentence for people
   */
  record Failed(String repository, String reason) implements Rebuilt {}
}
