package dev.mneme.memory;

/** The direction of a list. */
public enum Order {
  ASC,
  DESC;

  boolean descending() {
    return this == DESC;
  }
}
