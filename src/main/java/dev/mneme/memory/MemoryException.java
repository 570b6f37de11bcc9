package dev.mneme.memory;

import org.jspecify.annotations.Nullable;

/** Why a request was refused, cut by what its caller would do differently. */
public abstract sealed class MemoryException extends RuntimeException
    permits BadRequestException,
        BusyException,
        ConflictException,
        ForbiddenException,
        HeadMovedException,
        InvalidException,
        NotFoundException,
        PreconditionFailedException,
        RevertConflictException,
        UnavailableException {
  private static final long serialVersionUID = 1L;

  MemoryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** What to tell the caller: what was refused, which rule, and the remedy. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
