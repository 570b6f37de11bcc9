package dev.mneme.git;

import dev.mneme.history.FileChange;
import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.api.errors.CanceledException;
import org.eclipse.jgit.diff.DiffConfig;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffEntry.ChangeType;
import org.eclipse.jgit.diff.RenameDetector;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Compares trees: which files differ, which of them are only somewhere else, and by how much. */
final class TreeDiff {
  /** Git's own default: half of the content makes a rename. */
  private static final int RENAME_PERCENT = 50;

  private static final DiffConfig CONFIG = new Config().get(DiffConfig.KEY);
  private final ObjectReader reader;
  private final LineDiff lines;

  TreeDiff(ObjectReader reader) {
    this.reader = reader;
    this.lines = new LineDiff(reader);
  }

  /** What a commit changed against its first parent, or against nothing. */
  List<FilePair> of(RevCommit commit) throws IOException {
    ObjectId before =
        commit.getParentCount() == 0 ? ObjectId.zeroId() : commit.getParent(0).getTree();
    return between(before, commit.getTree());
  }

  /** The files that differ between two trees; {@link ObjectId#zeroId()} stands for an empty one. */
  List<FilePair> between(AnyObjectId before, AnyObjectId after) throws IOException {
    List<DiffEntry> entries;
    try (TreeWalk walk = new TreeWalk(reader)) {
      walk.addTree(tree(before));
      walk.addTree(tree(after));
      walk.setRecursive(true);
      walk.setFilter(TreeFilter.ANY_DIFF);
      entries = DiffEntry.scan(walk);
    }
    return withRenames(entries).stream().map(FilePair::of).toList();
  }

  private AbstractTreeIterator tree(AnyObjectId id) throws IOException {
    return id.equals(ObjectId.zeroId())
        ? new EmptyTreeIterator()
        : new CanonicalTreeParser(null, reader, id);
  }

  private List<DiffEntry> withRenames(List<DiffEntry> entries) throws IOException {
    if (!has(entries, ChangeType.ADD) || !has(entries, ChangeType.DELETE)) {
      return entries;
    }
    RenameDetector renames = new RenameDetector(reader, CONFIG);
    renames.setRenameScore(RENAME_PERCENT);
    renames.addAll(entries);
    try {
      return renames.compute(reader, NullProgressMonitor.INSTANCE);
    } catch (CanceledException e) {
      throw new IllegalStateException("nobody cancels it", e);
    }
  }

  private static boolean has(List<DiffEntry> entries, ChangeType type) {
    return entries.stream().anyMatch(entry -> entry.getChangeType() == type);
  }

  /** The change of one file, with the lines counted. */
  FileChange change(FilePair pair) throws IOException {
    LineDiff.Count count = lines.count(pair);
    return new FileChange(
        pair.path(), pair.oldPath(), pair.status(), count.additions(), count.deletions());
  }
}
