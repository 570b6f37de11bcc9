package dev.mneme.git;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.util.QuotedString;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes of files as a patch that {@code git apply} takes.
 *
 * <p>A patch is text in UTF-8, whatever the files are: what is not UTF-8, or has a NUL, is written
 * as git's binary patch, in full and for both directions. Ids are written in full, as such a patch
 * needs them.
 *
 * @see <a href="https://git-scm.com/docs/diff-format#generate_patch_text_with_p">the format</a>
 */
final class PatchText {
  private final LineDiff lines;
  private final OutputStream out;

  PatchText(LineDiff lines, OutputStream out) {
    this.lines = lines;
    this.out = out;
  }

  void write(FilePair pair) throws IOException {
    String before = "a/" + (pair.before() == null ? pair.path() : pair.before().path());
    String after = "b/" + pair.path();
    line("diff --git " + quoted(before) + " " + quoted(after));
    writeModes(pair);
    if (pair.oldPath() != null) {
      line("similarity index " + pair.similarity() + "%");
      line("rename from " + quoted(pair.oldPath()));
      line("rename to " + quoted(pair.path()));
    }
    if (!pair.hasSameContent()) {
      writeContent(pair, before, after);
    }
  }

  private void writeModes(FilePair pair) throws IOException {
    if (pair.before() == null) {
      line("new file mode " + mode(pair.after()));
    } else if (pair.after() == null) {
      line("deleted file mode " + mode(pair.before()));
    } else if (!mode(pair.before()).equals(mode(pair.after()))) {
      line("old mode " + mode(pair.before()));
      line("new mode " + mode(pair.after()));
    }
  }

  private void writeContent(FilePair pair, String before, String after) throws IOException {
    byte[] old = lines.content(pair.before());
    byte[] now = lines.content(pair.after());
    boolean sameMode =
        pair.before() != null
            && pair.after() != null
            && mode(pair.before()).equals(mode(pair.after()));
    line(
        "index "
            + id(pair.before()).name()
            + ".."
            + id(pair.after()).name()
            + (sameMode ? " " + mode(pair.after()) : ""));
    if (isText(old) && isText(now)) {
      writeHunks(pair, before, after, new RawText(old), new RawText(now));
    } else {
      BinaryPatch.write(old, now, out);
    }
  }

  private void writeHunks(FilePair pair, String before, String after, RawText old, RawText now)
      throws IOException {
    if (old.size() == 0 && now.size() == 0) {
      return;
    }
    line("--- " + (pair.before() == null ? "/dev/null" : named(before)));
    line("+++ " + (pair.after() == null ? "/dev/null" : named(after)));
    try (DiffFormatter hunks = new DiffFormatter(out)) {
      hunks.format(LineDiff.edits(old, now), old, now);
    }
  }

  private static boolean isText(byte[] content) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(content))
          .chars()
          .noneMatch(c -> c == 0);
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static String mode(FilePair.@Nullable Side side) {
    return side == null ? "000000" : "%06o".formatted(side.mode().getBits());
  }

  private static ObjectId id(FilePair.@Nullable Side side) {
    return side == null ? ObjectId.zeroId() : side.id();
  }

  private static String quoted(String path) {
    return QuotedString.GIT_PATH.quote(path);
  }

  /** A tab ends a name with a blank in it, where more could follow on the line. */
  private static String named(String path) {
    String quoted = quoted(path);
    return quoted.indexOf(' ') >= 0 ? quoted + "\t" : quoted;
  }

  private void line(String text) throws IOException {
    out.write(Constants.encode(text + "\n"));
  }
}
