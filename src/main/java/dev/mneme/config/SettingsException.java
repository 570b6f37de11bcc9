package dev.mneme.config;

/** A setting is unknown or has a value that cannot be: the server does not start. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param message the setting as the operator wrote it, what is wrong with it, and what to do
   */
  public SettingsException(String message) {
    super(message);
  }
}
