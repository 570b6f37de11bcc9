package dev.mneme.block;

import java.util.List;

/**
 * Judges a change of a memory repository: who may change what, and what a file should look like.
 *
 * <p>Only the files that are changed are judged. Every problem is found, not only the first.
 */
public final class BlockRules {
  private BlockRules() {}

  /**
   * All findings, in the order of the files, those on the change as a whole last; the change may go
   * through if none {@link Finding#isRejection() rejects} it.
   */
  public static List<Finding> judge(RulesContext context, List<ChangedFile> files, TreeFacts tree) {
    Findings findings = new Findings(context);
    for (ChangedFile file : files) {
      PathRules.judge(file, findings);
      SizeRules.judge(file, findings);
      ReadOnlyRules.judge(file, findings);
      FrontmatterRules.judge(file, findings);
      SecretRules.judge(file, findings);
    }
    TreeRules.judge(files, tree, findings);
    return findings.all();
  }
}
