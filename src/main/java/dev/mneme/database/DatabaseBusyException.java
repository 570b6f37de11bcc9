package dev.mneme.database;

import org.jspecify.annotations.Nullable;

/** Another writer did not let go within the busy timeout; nothing was written. */
public final class DatabaseBusyException extends DatabaseUnavailableException {
  private static final long serialVersionUID = 1L;

  DatabaseBusyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
