package dev.mneme.block;

import java.util.Collection;
import java.util.List;

/**
 * What the rules need to know of a change as a whole.
 *
 * @param files how many files the new tree has; of one that has more than it may, any number above
 *     that
 * @param paths the paths of all of them; may be left empty where the change adds none
 * @param packBytes size of the pushed pack, 0 where there is none
 * @param complaints what git's own check of the objects found, in its words
 */
public record TreeFacts(
    int files, Collection<String> paths, long packBytes, List<String> complaints) {
  /** Of a change that adds no file and came without a pack. */
  public static final TreeFacts NONE = new TreeFacts(0, List.of(), 0, List.of());

  public TreeFacts {
    paths = List.copyOf(paths);
    complaints = List.copyOf(complaints);
  }

  /** Of a change that came without a pack. */
  public static TreeFacts of(Collection<String> paths) {
    return new TreeFacts(paths.size(), paths, 0, List.of());
  }
}
