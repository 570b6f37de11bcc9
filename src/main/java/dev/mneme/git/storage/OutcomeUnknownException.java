package dev.mneme.git.storage;

/**
 * A transaction may have been committed, or may yet be: the store never gave an answer that decides
 * it.
 */
public final class OutcomeUnknownException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutcomeUnknownException(String message, Throwable cause) {
    super(message, cause);
  }
}
