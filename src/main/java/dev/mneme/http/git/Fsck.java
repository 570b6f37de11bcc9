package dev.mneme.http.git;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectChecker.ErrorType;
import org.jspecify.annotations.Nullable;

/**
 * Git's own check of the objects of one push. What it lets through, every git must take: a client
 * with {@code fetch.fsckObjects} could not clone anything else.
 *
 * <p>Names that no folder may hold are only noted here: the object alone does not say at which path
 * it is, and the rules that know the path refuse it too.
 *
 * @see <a href="https://git-scm.com/docs/git-fsck#_fsck_messages">fsck messages</a>
 */
final class Fsck extends ObjectChecker {
  private static final Set<ErrorType> NAMES =
      EnumSet.of(ErrorType.HAS_DOT, ErrorType.HAS_DOTDOT, ErrorType.HAS_DOTGIT);

  /** One is enough to refuse a push, and nobody reads thousands. */
  private static final int MOST = 20;

  /** Who, a time that fits, a zone: JGit reads this less strictly than git. */
  private static final Pattern SOMEBODY =
      Pattern.compile("[^<>]* <[^<>]*> (?:0|[1-9][0-9]{0,17}) [+-][0-9]{4}");

  private static final Pattern SOMEBODY_LINE =
      Pattern.compile("^(author|committer|tagger) (.*)$", Pattern.MULTILINE | Pattern.UNIX_LINES);

  private final ObjectChecker others = new ObjectChecker().setIgnore(NAMES);
  private final List<String> complaints = new ArrayList<>();

  /** What was found of names, in git's words. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void check(@Nullable AnyObjectId id, int type, byte[] data) throws CorruptObjectException {
    try {
      super.check(id, type, data);
    } catch (CorruptObjectException e) {
      if (!NAMES.contains(e.getErrorType())) {
        throw e;
      }
      note(e);
      others.check(id, type, data);
    }
    if (type == Constants.OBJ_COMMIT || type == Constants.OBJ_TAG) {
      checkHeader(new String(data, StandardCharsets.ISO_8859_1));
    }
  }

  private void note(CorruptObjectException found) {
    if (complaints.size() < MOST) {
      complaints.add(String.valueOf(found.getMessage()));
    }
  }

  private static void checkHeader(String text) throws CorruptObjectException {
    int end = text.indexOf("\n\n");
    if (end < 0 && !text.endsWith("\n")) {
      throw new CorruptObjectException("unterminatedHeader");
    }
    String header = end < 0 ? text : text.substring(0, end);
    if (header.indexOf('\0') >= 0) {
      throw new CorruptObjectException("nulInHeader");
    }
    var lines = SOMEBODY_LINE.matcher(header);
    while (lines.find()) {
      if (!SOMEBODY.matcher(lines.group(2)).matches()) {
        throw new CorruptObjectException(
            "its %s is nobody, or has no valid date".formatted(lines.group(1)));
      }
    }
  }
}
