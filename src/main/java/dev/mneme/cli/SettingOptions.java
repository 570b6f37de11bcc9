package dev.mneme.cli;

import dev.mneme.config.Setting;
import dev.mneme.config.Settings;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Settings as options of a command. */
final class SettingOptions {
  /** Those that say where the memory is. */
  static final List<Setting> OF_MEMORY =
      List.of(
          Setting.DATA,
          Setting.STORE,
          Setting.DATABASE_BUSY_TIMEOUT,
          Setting.LOG_FORMAT,
          Setting.CONFIG);

  private SettingOptions() {}

  static void add(CommandSpec spec, Collection<Setting> settings) {
    settings.stream()
        .filter(Setting::isOption)
        .map(SettingOptions::option)
        .forEach(spec::addOption);
  }

  private static OptionSpec option(Setting setting) {
    var option =
        OptionSpec.builder(setting.option())
            .type(String.class)
            .paramLabel("<" + setting.unit() + ">")
            .description(description(setting));
    return (setting.isSwitch() ? option.arity("0..1").fallbackValue("yes") : option).build();
  }

  private static String description(Setting setting) {
    String standard = setting.standard().map(" (default: %s)"::formatted).orElse("");
    return (setting.sentence() + standard + ".").replace("%", "%%");
  }

  /**
   * The settings of this process, with what the options of a command say; the log is set up by
   * them.
   */
  static Settings read(CommandSpec spec) {
    Settings settings = Settings.ofProcess(given(spec.commandLine().getParseResult()));
    settings.logFormat().use();
    return settings;
  }

  private static Map<Setting, String> given(ParseResult parsed) {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      @Nullable String value = parsed.matchedOptionValue(setting.option(), null);
      if (value != null) {
        given.put(setting, value);
      }
    }
    return given;
  }
}
