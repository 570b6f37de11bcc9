package dev.mneme.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was set where, as text: the command line before the environment before the file. */
final class SettingSources {
  /** A value and the name under which its author will look for it. */
  record Given(String name, String value) {}

  private final Map<Setting, Given> given = new EnumMap<>(Setting.class);

  private SettingSources() {}

  static SettingSources of(Map<Setting, String> commandLine, Map<String, String> environment) {
    var sources = new SettingSources();
    commandLine.forEach((setting, value) -> sources.add(setting, setting.option(), value));
    sources.addEnvironment(environment);
    sources.find(Setting.CONFIG).map(Given::value).map(Parse::path).ifPresent(sources::addFile);
    return sources;
  }

  Optional<Given> find(Setting setting) {
    return Optional.ofNullable(given.get(setting));
  }

  private void add(Setting setting, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      given.putIfAbsent(setting, new Given(name, value.strip()));
    }
  }

  private void addEnvironment(Map<String, String> environment) {
    for (String name : environment.keySet()) {
      if (name.startsWith(Setting.PREFIX) && Setting.ofVariable(name).isEmpty()) {
        throw refusal(Setting.PREFIX, name, "the environment", Setting::variable);
      }
    }
    for (Setting setting : Setting.values()) {
      add(setting, setting.variable(), environment.get(setting.variable()));
      setting.alias().ifPresent(alias -> add(setting, alias, environment.get(alias)));
    }
  }

  private void addFile(Path file) {
    var properties = read(file);
    for (String key : properties.stringPropertyNames()) {
      Setting setting = Setting.ofKey(key).orElse(null);
      if (setting == null || setting == Setting.CONFIG) {
        throw refusal("", key, file.toString(), Setting::key);
      }
      add(setting, key + " in " + file, properties.getProperty(key));
    }
  }

  private static Properties read(Path file) {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file, UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new SettingsException(
          "Cannot read the settings file %s: %s".formatted(file, unreadable));
    }
    return properties;
  }

  /** Refuses a name that stands in some place, where every known name begins with a prefix. */
  private static SettingsException refusal(
      String prefix, String name, String where, Function<Setting, String> known) {
    var names =
        Arrays.stream(Setting.values()).map(known).map(text -> text.substring(prefix.length()));
    String hint =
        NearName.of(name.substring(prefix.length()), names.toList())
            .map(near -> "Did you mean '%s'?".formatted(prefix + near))
            .orElse("'mneme help serve' lists all settings.");
    return new SettingsException("Unknown setting '%s' in %s. %s".formatted(name, where, hint));
  }
}
