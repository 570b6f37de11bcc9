package dev.mneme.block;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Judges a change of a memory repository: who may change what, and what a file should look like.
 *
 * <p>Only the files that are changed are judged. Every problem is found, not only the first.
 */
public final class BlockRules {
  private BlockRules() {}

  /**
   * All findings that anybody would read, in the order of the files, those on the change as a whole
   * last; the change may go through if none {@link Finding#isRejection() rejects} it.
   *
   * @param files gone over once: the contents of all need not be in memory at the same time
   */
  public static List<Finding> judge(
      RulesContext context, Iterable<ChangedFile> files, TreeFacts tree) {
    Findings findings = new Findings(context);
    Set<String> added = new LinkedHashSet<>();
    for (ChangedFile file : files) {
      PathRules.judge(file, findings);
      SizeRules.judge(file, findings);
      ReadOnlyRules.judge(file, findings);
      FrontmatterRules.judge(file, findings);
      SecretRules.judge(file, findings);
      if (file.after() != null && file.isNewPath()) {
        added.add(file.path());
      }
    }
    TreeRules.judge(added, tree, findings);
    return findings.all();
  }
}
