package dev.mneme.git;

/**
 * A name would be a file and a folder at once: the labels {@code a} and {@code a.md/b} cannot both
 * be there.
 */
public final class PathConflictException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PathConflictException(String name) {
    super("'%s' would have to be a file and a folder at once".formatted(name));
  }
}
