package dev.mneme.git.storage;

/**
 * Whether a log goes on.
 *
 * <p>A log begins {@link #OPEN}; the records {@link LogRecord.Kind#CLOSE}, {@link
 * LogRecord.Kind#REOPEN} and {@link LogRecord.Kind#SWEEP} lead from one to the other.
 */
public enum LogLife {
  /** It can be written to. */
  OPEN(0),
  /** Its repository is deleted; for a while that can be taken back. */
  CLOSED(1),
  /** It stays deleted: what was in it is given up, and nothing ever follows. */
  SWEPT(2);

  private final int code;

  LogLife(int code) {
    this.code = code;
  }

  /** What stands for it in a checkpoint. */
  int code() {
    return code;
  }

  static LogLife of(int code) {
    if (code < 0 || code >= values().length) {
      throw new IllegalArgumentException("no log is in state %d".formatted(code));
    }
    return values()[code];
  }

  /** Whether a record of this kind may come next. */
  boolean mayBeFollowedBy(LogRecord.Kind kind) {
    return switch (this) {
      case OPEN -> kind != LogRecord.Kind.REOPEN;
      case CLOSED -> kind == LogRecord.Kind.REOPEN || kind == LogRecord.Kind.SWEEP;
      case SWEPT -> false;
    };
  }

  /** What it is after a record of this kind. */
  LogLife after(LogRecord.Kind kind) {
    return switch (kind) {
      case CLOSE -> CLOSED;
      case REOPEN -> OPEN;
      case SWEEP -> this == CLOSED ? SWEPT : this;
      case UPDATE, COMPACT -> this;
    };
  }
}
