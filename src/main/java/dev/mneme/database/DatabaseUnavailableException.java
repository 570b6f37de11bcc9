package dev.mneme.database;

import org.jspecify.annotations.Nullable;

/**
 * The database gave no answer: the disk is full or broken, or the file is not ours to use. A write
 * that fails so while it is being committed may or may not have happened.
 */
public sealed class DatabaseUnavailableException extends DatabaseException
    permits DatabaseBusyException {
  private static final long serialVersionUID = 1L;

  DatabaseUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
