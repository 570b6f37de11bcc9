package dev.mneme.git;

import java.util.List;

/** What the name of a commit came to. */
public sealed interface Revision {
  /** This commit. */
  record Found(GitId commit) implements Revision {}

  /** Nothing that a visible ref leads to has this id. */
  record Unknown() implements Revision {}

  /** More than one commit has an id that begins like this. */
  record Ambiguous(List<GitId> commits) implements Revision {}

  /** Neither an id of at least seven digits, nor a branch, nor HEAD. */
  record Nonsense() implements Revision {}
}
