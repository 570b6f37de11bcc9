package dev.mneme.memory;

import dev.mneme.block.BlockRules;
import dev.mneme.block.ChangedFile;
import dev.mneme.block.Finding;
import dev.mneme.block.PushReport;
import dev.mneme.block.RulesContext;
import dev.mneme.block.Scope;
import dev.mneme.block.TreeFacts;
import dev.mneme.git.MemoryView;
import dev.mneme.git.Proposal;
import java.util.ArrayList;
import java.util.List;

/** One push to a shared repository: its files are nobody's blocks. */
final class SharedPush implements Push {
  private final RulesContext rules;
  private final Runnable pushed;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param pushed run after {@code main} has moved
   */
  SharedPush(RulesContext rules, Runnable pushed) {
    this.rules = rules;
    this.pushed = pushed;
  }

  @Override
  public Scope scopeOfMain() {
    return Scope.FILES;
  }

  @Override
  public boolean judge(
      Scope scope, MemoryView before, Iterable<ChangedFile> changes, TreeFacts tree) {
    List<Finding> found = BlockRules.judge(rules, changes, tree);
    findings.addAll(found);
    return found.stream().noneMatch(Finding::isRejection);
  }

  @Override
  public Proposal plan(MemoryView before, MemoryView after) {
    return Proposals.NOTHING;
  }

  /** There are no rows that could be older than the repository. */
  @Override
  public void willCommit(long seq) {}

  @Override
  public void committed(MemoryView view) {
    pushed.run();
  }

  @Override
  public PushReport accepted(String historyUrl) {
    return PushReport.accepted(List.of(), findings, historyUrl);
  }

  @Override
  public PushReport rejected() {
    return PushReport.rejected(findings);
  }
}
