package dev.mneme.block;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names that some file system takes for {@code .git} or {@code .gitmodules}, so that a checkout
 * would write into the repository itself.
 *
 * <p>Windows drops trailing dots and spaces, reads {@code name:stream} as a part of {@code name}
 * and knows every file by a short name too; macOS compares without case and without characters that
 * nobody sees.
 *
 * @see <a href="https://github.com/git/git/blob/master/path.c">is_ntfs_dotgit, is_hfs_dotgit</a>
 */
final class DotGit {
  private static final Pattern NTFS =
      Pattern.compile("(?:\\.git(?:modules)?|git~[0-9]+|gitmod~[0-9]+|gi7eba~[0-9]+)[. ]*(?::.*)?");

  private DotGit() {}

  /** Whether this segment of a path is, or is somewhere taken for, {@code .git}. */
  static boolean matches(String segment) {
    return NTFS.matcher(visible(segment).toLowerCase(Locale.ROOT)).matches();
  }

  private static String visible(String segment) {
    return segment.chars().allMatch(c -> c < 0x80) ? segment : withoutIgnorable(segment);
  }

  private static String withoutIgnorable(String segment) {
    return segment
        .codePoints()
        .filter(c -> !isIgnorable(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isIgnorable(int c) {
    return (c >= 0x200c && c <= 0x200f)
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x206a && c <= 0x206f)
        || c == 0xfeff;
  }
}
