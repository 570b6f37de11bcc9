package dev.mneme.block;

/** A block that no file can hold: its text has no UTF-8, or its fields are beyond what we read. */
public final class UnwritableBlockException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnwritableBlockException(String problem) {
    super(problem);
  }
}
