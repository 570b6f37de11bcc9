package dev.mneme.git;

import java.util.regex.Pattern;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/**
 * The id that git gives to an object: a commit, a tree or the content of a file.
 *
 * @param hex 40 lower-case hexadecimal digits
 */
public record GitId(String hex) {
  private static final Pattern SYNTAX = Pattern.compile("[0-9a-f]{40}");

  public GitId {
    if (!SYNTAX.matcher(hex).matches()) {
      throw new IllegalArgumentException("not the id of a git object: '%s'".formatted(hex));
    }
  }

  /** The id that a file with this content has, in any repository. */
  public static GitId ofFile(byte[] content) {
    try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
      return of(formatter.idFor(Constants.OBJ_BLOB, content));
    }
  }

  static GitId of(AnyObjectId id) {
    return new GitId(id.name());
  }

  ObjectId toObjectId() {
    return ObjectId.fromString(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
