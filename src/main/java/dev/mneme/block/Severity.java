package dev.mneme.block;

/** How much a finding weighs. */
public enum Severity {
  /** It is said, and the change goes through. */
  WARNING("!"),
  /** Nothing of the change goes through. */
  REJECTED("✗");

  private final String mark;

  Severity(String mark) {
    this.mark = mark;
  }

  /** The sign that stands before a finding in what the pusher reads. */
  public String mark() {
    return mark;
  }
}
