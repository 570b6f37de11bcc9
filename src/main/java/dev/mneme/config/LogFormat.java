package dev.mneme.config;

/** The form of the log lines on standard error. */
public enum LogFormat {
  /** One line an event, for people. */
  TEXT("logback.xml"),
  /** One JSON object an event, for programs. */
  JSON("logback-json.xml");

  private static final String PROPERTY = "logback.configurationFile";

  private final String configuration;

  LogFormat(String configuration) {
    this.configuration = configuration;
  }

  /**
   * Makes this the form of the whole log, unless the operator has given logback a configuration.
   * Works only before the first logger is made, because logback reads the property once.
   */
  public void use() {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, configuration);
    }
  }
}
