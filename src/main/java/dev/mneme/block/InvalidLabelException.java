package dev.mneme.block;

/** A text that was given as the label of a block in git cannot be one. */
public final class InvalidLabelException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final String problem;

  InvalidLabelException(String label, String problem) {
    super("label '%s' cannot be the path of a file: %s".formatted(Shown.of(label), problem));
    this.problem = problem;
  }

  /** Which rule is broken and where, without the label: {@code the segment '..' is not allowed}. */
  public String problem() {
    return problem;
  }
}
