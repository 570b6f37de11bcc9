package dev.mneme.memory;

import dev.mneme.block.ChangedFile;
import dev.mneme.block.PushReport;
import dev.mneme.block.Scope;
import dev.mneme.block.TreeFacts;
import dev.mneme.git.MemoryView;
import dev.mneme.git.Proposal;

/** One push, from the first look at it to what its pusher reads. For one thread. */
public interface Push {

  /** What is judged on {@code main}; on other refs only files are. */
  Scope scopeOfMain();

  /**
   * Judges what a push changes on one branch.
   *
   * @param before the state that the push found
   * @param changes gone over once
   * @return whether it may go through; the findings are in the report
   */
  boolean judge(Scope scope, MemoryView before, Iterable<ChangedFile> changes, TreeFacts tree);

  /** Says what has to move with the pushed {@code main}. May be called again on a newer state. */
  Proposal plan(MemoryView before, MemoryView after);

  /** The next call to the store may create record {@code seq}. */
  void willCommit(long seq);

  /**
   * Takes over what was committed.
   *
   * @param view the state after the push
   */
  void committed(MemoryView view);

  /** What the pusher reads after a push that went through. */
  PushReport accepted(String historyUrl);

  /** What the pusher reads after a push that was refused. */
  PushReport rejected();
}
