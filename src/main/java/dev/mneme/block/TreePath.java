package dev.mneme.block;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which paths a file may have in a memory repository, block or not: those that every client can
 * check out without writing anywhere else.
 */
public final class TreePath {
  /** The most bytes that one segment may have in UTF-8: what file systems allow for a name. */
  public static final int MAX_SEGMENT_BYTES = 255;

  /** The most bytes that a path may have in UTF-8. */
  public static final int MAX_BYTES = 1_024;

  private TreePath() {}

  /**
   * What is wrong with a path, as part of a sentence that names the rule; empty if it is safe.
   *
   * <p>A Markdown file whose label would not be safe ({@code a/..md} has the label {@code a/.}) is
   * not safe either.
   */
  public static Optional<String> problem(String path) {
    return Optional.ofNullable(problemOf(path));
  }

  /** The same for a path as a tree object holds it; one that is not UTF-8 is not safe. */
  public static Optional<String> problem(byte[] path) {
    return Utf8.decode(path).map(TreePath::problem).orElse(Optional.of("it is not UTF-8"));
  }

  private static @Nullable String problemOf(String path) {
    if (path.isEmpty()) {
      return "it is empty";
    }
    if (path.startsWith("/")) {
      return "it begins with a slash";
    }
    // Before the characters are looked at: the message need not come from a megabyte of them.
    if (path.length() > MAX_BYTES || Utf8.sizeBytes(path) > MAX_BYTES) {
      return "it is longer than %s bytes".formatted(MAX_BYTES);
    }
    String characters = problemOfCharacters(path);
    return characters != null ? characters : problemOfSegments(path);
  }

  private static @Nullable String problemOfCharacters(String path) {
    if (Utf8.indexOfLoneSurrogate(path) >= 0) {
      return "it has half a surrogate pair, so it is not UTF-8";
    }
    if (path.indexOf('\\') >= 0) {
      return "it has a backslash, which is a folder's separator on Windows";
    }
    return path.chars().anyMatch(Character::isISOControl) ? "it has a control character" : null;
  }

  private static @Nullable String problemOfSegments(String path) {
    String[] segments = path.split("/", -1);
    for (String segment : segments) {
      String problem = problemOfSegment(segment);
      if (problem != null) {
        return problem;
      }
    }
    return Label.isSyncable(path) ? problemOfStem(segments[segments.length - 1]) : null;
  }

  private static @Nullable String problemOfSegment(String segment) {
    if (Utf8.sizeBytes(segment) > MAX_SEGMENT_BYTES) {
      return "a segment is longer than %s bytes".formatted(MAX_SEGMENT_BYTES);
    }
    return problemOfName(segment);
  }

  private static @Nullable String problemOfStem(String fileName) {
    String stem = fileName.substring(0, fileName.length() - Label.SUFFIX.length());
    String problem = problemOfName(stem);
    return problem == null ? null : "as the label of a block, " + problem;
  }

  private static @Nullable String problemOfName(String name) {
    if (name.isEmpty()) {
      return "a segment is empty";
    }
    if (name.equals(".") || name.equals("..")) {
      return "the segment '%s' is not allowed".formatted(name);
    }
    return DotGit.matches(name)
        ? "the segment '%s' is git's own, or is taken for it on some file system"
            .formatted(Shown.of(name))
        : null;
  }
}
