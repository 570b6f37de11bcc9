package dev.mneme.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeFormatter;
import org.eclipse.jgit.merge.MergeResult;

/** Brings two changes of the same text together, line by line. */
final class TextMerge {
  /** Beyond this the lines are not matched: it could take for ever. */
  private static final int MOST_LINES = 100_000;

  private TextMerge() {}

  /** Both changes made; empty if they touch the same lines, or lines next to each other. */
  static Optional<byte[]> merge(byte[] base, byte[] ours, byte[] theirs) throws IOException {
    if (LineDiff.isBinary(base) || LineDiff.isBinary(ours) || LineDiff.isBinary(theirs)) {
      return Optional.empty();
    }
    RawText from = new RawText(base);
    RawText a = new RawText(ours);
    RawText b = new RawText(theirs);
    if (from.size() + a.size() + b.size() > MOST_LINES) {
      return Optional.empty();
    }
    MergeResult<RawText> merged =
        new MergeAlgorithm(new HistogramDiff()).merge(RawTextComparator.DEFAULT, from, a, b);
    return merged.containsConflicts() ? Optional.empty() : Optional.of(bytes(merged));
  }

  private static byte[] bytes(MergeResult<RawText> merged) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new MergeFormatter()
        .formatMerge(out, merged, List.of("base", "ours", "theirs"), StandardCharsets.UTF_8);
    return out.toByteArray();
  }
}
