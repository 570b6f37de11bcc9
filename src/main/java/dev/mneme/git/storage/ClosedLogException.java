package dev.mneme.git.storage;

/** The repository has been deleted; nothing can be added to it. */
public final class ClosedLogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClosedLogException(RepositoryId id) {
    super("the repository %s has been deleted".formatted(id));
  }
}
