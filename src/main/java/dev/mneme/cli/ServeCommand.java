package dev.mneme.cli;

import dev.mneme.config.Setting;
import dev.mneme.config.Settings;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code mneme serve}: runs the server until the process is told to end. */
final class ServeCommand implements Callable<Integer> {
  private final ServerStarter server;
  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  private ServeCommand(ServerStarter server) {
    this.server = server;
  }

  static CommandSpec spec(ServerStarter server) {
    CommandSpec spec = new ServeCommand(server).spec.name("serve");
    spec.usageMessage()
        .description("Start the server.")
        .footer(
            "",
            "Every option may also be a variable: --max-file is MNEME_MAX_FILE. The key is best"
                + " given as MNEME_API_KEY or --api-key-file.");
    Arrays.stream(Setting.values())
        .filter(Setting::isOption)
        .map(ServeCommand::option)
        .forEach(spec::addOption);
    return spec.addOption(RootCommand.help());
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

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = Settings.ofProcess(given(spec.commandLine().getParseResult()));
    settings.logFormat().use();
    try (StartedServer started = server.start(settings)) {
      Runtime.getRuntime().addShutdownHook(new Thread(started::close, "stop"));
      Welcome.lines(started.url(), started.demoAgent(), settings.http().apiKey() != null)
          .forEach(spec.commandLine().getOut()::println);
      started.awaitClose();
    }
    return ExitCode.OK.code();
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
