package dev.mneme.database;

import org.jspecify.annotations.Nullable;

/** What the database could not do, cut by what a caller does about it. */
public abstract sealed class DatabaseException extends RuntimeException
    permits DatabaseUnavailableException, DuplicateException {
  private static final long serialVersionUID = 1L;

  DatabaseException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
