package dev.mneme.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * All settings of one server, read once and checked.
 *
 * @param data absolute folder with the data of this server; made at the start if it is not there
 * @param store where the repositories are; by default the folder {@code objects} in {@code data}
 * @param http how the server is reached and by whom
 * @param rules how content is judged, unless an agent says otherwise
 * @param limits how much is accepted
 * @param pushes how much work a push may make
 * @param database how the database is used
 * @param events how memory's events are told
 * @param logFormat the form of the log
 * @param demo whether a sample agent is added
 */
public record Settings(
    Path data,
    StoreUri store,
    HttpSettings http,
    RulesMode rules,
    Limits limits,
    PushLimits pushes,
    DatabaseSettings database,
    EventSettings events,
    LogFormat logFormat,
    boolean demo) {

  /**
   * Reads the settings of this process.
   *
   * @param commandLine the values given as options; they win over the environment and the file
   * @throws SettingsException if one is unknown or has a value that cannot be
   */
  public static Settings ofProcess(Map<Setting, String> commandLine) {
    return read(commandLine, System.getenv());
  }

  /**
   * Reads the settings from an environment that need not be the one of this process.
   *
   * @param environment only variables that begin with {@code MNEME_} or are an alias are looked at;
   *     one that is blank counts as not set
   * @throws SettingsException if one is unknown or has a value that cannot be
   */
  public static Settings read(Map<Setting, String> commandLine, Map<String, String> environment) {
    return new SettingsReader(SettingSources.of(commandLine, environment)).read();
  }
}
