package dev.mneme.config;

import java.util.Locale;

/** The form of the log lines on standard error. */
public enum LogFormat {
  /** One line an event, for people. */
  TEXT,
  /** One JSON object an event, for programs. */
  JSON;

  /**
   * Makes this the form of the whole log. Works only before the first logger is made, because
   * {@code logback.xml} reads the property once.
   */
  public void use() {
    System.setProperty("mneme.log.format", name().toLowerCase(Locale.ROOT));
  }
}
