package dev.mneme.git.storage;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object of a log is damaged, or one is missing. The repository stops here, loudly: serving what
 * is left would hide the loss. Other repositories are not concerned.
 */
public final class CorruptLogException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient @Nullable RepositoryId repository;

  CorruptLogException(String message) {
    super(message);
    this.repository = null;
  }

  CorruptLogException(String message, Throwable cause) {
    super(message, cause);
    this.repository = null;
  }

  private CorruptLogException(String message, Throwable cause, RepositoryId repository) {
    super(message, cause);
    this.repository = repository;
  }

  /** The same, saying whose object it is. */
  CorruptLogException of(RepositoryId id) {
    return new CorruptLogException(String.valueOf(getMessage()), this, id);
  }

  /** Which repository it is, where that is known. */
  public Optional<RepositoryId> repository() {
    return Optional.ofNullable(repository);
  }
}
