package dev.mneme.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/** Compares contents line by line. */
final class LineDiff {
  /** Beyond this the lines of both sides are not matched: it could take for ever. */
  private static final int MOST_LINES = 100_000;

  /** As far as git looks for a NUL, which makes a file binary. */
  private static final int LOOKED_AT_BYTES = 8_000;

  private static final DiffAlgorithm ALGORITHM = new HistogramDiff();
  private final ObjectReader reader;

  LineDiff(ObjectReader reader) {
    this.reader = reader;
  }

  /** How many lines came and went. */
  record Count(int additions, int deletions) {
    static final Count NONE = new Count(0, 0);
  }

  Count count(FilePair pair) throws IOException {
    if (pair.hasSameContent()) {
      return Count.NONE;
    }
    byte[] before = content(pair.before());
    byte[] after = content(pair.after());
    if (isBinary(before) || isBinary(after)) {
      return Count.NONE;
    }
    int additions = 0;
    int deletions = 0;
    for (Edit edit : edits(new RawText(before), new RawText(after))) {
      additions += edit.getLengthB();
      deletions += edit.getLengthA();
    }
    return new Count(additions, deletions);
  }

  /** What has to be done to the lines of one text to get another. */
  static EditList edits(RawText before, RawText after) {
    if (before.size() + after.size() <= MOST_LINES) {
      return ALGORITHM.diff(RawTextComparator.DEFAULT, before, after);
    }
    Edit all = new Edit(0, before.size(), 0, after.size());
    Edit middle = RawTextComparator.DEFAULT.reduceCommonStartEnd(before, after, all);
    return middle.isEmpty() ? new EditList() : EditList.singleton(middle);
  }

  /** The size of both sides together. */
  long sizeBytes(FilePair pair) throws IOException {
    return sizeBytes(pair.before()) + sizeBytes(pair.after());
  }

  private long sizeBytes(FilePair.@Nullable Side side) throws IOException {
    return side == null || side.mode().equals(FileMode.GITLINK)
        ? 0
        : reader.getObjectSize(side.id(), Constants.OBJ_BLOB);
  }

  /** The bytes of one side; those of a submodule are as git shows it. */
  byte[] content(FilePair.@Nullable Side side) throws IOException {
    if (side == null) {
      return new byte[0];
    }
    return side.mode().equals(FileMode.GITLINK)
        ? ("Subproject commit " + side.id().name() + "\n").getBytes(StandardCharsets.US_ASCII)
        : reader.open(side.id(), Constants.OBJ_BLOB).getCachedBytes(Integer.MAX_VALUE);
  }

  /** Whether git takes a content for binary. */
  static boolean isBinary(byte[] content) {
    for (int i = 0; i < Math.min(content.length, LOOKED_AT_BYTES); i++) {
      if (content[i] == 0) {
        return true;
      }
    }
    return false;
  }
}
