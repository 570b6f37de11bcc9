package dev.mneme.config;

/** The form of the log lines on standard error. */
public enum LogFormat {
  /** One line an event, for people. */
  TEXT,
  /** One JSON object an event, for programs. */
  JSON;

  private static final String PROPERTY = "mneme.log.format";

  /**
   * Makes this the form of the whole log, unless the operator has given logback a configuration.
   * Works only before the first logger is made, because {@link LogLines} is asked once.
   */
  public void use() {
    System.setProperty(PROPERTY, name());
  }

  /** The form that is used: text until something else is chosen. */
  static LogFormat used() {
    return valueOf(System.getProperty(PROPERTY, TEXT.name()));
  }
}
