package dev.mneme.cli;

import dev.mneme.config.Setting;
import dev.mneme.config.Settings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

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
    SettingOptions.add(spec, List.of(Setting.values()));
    return spec.addOption(RootCommand.help());
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = SettingOptions.read(spec);
    try (StartedServer started = server.start(settings)) {
      Runtime.getRuntime().addShutdownHook(new Thread(started::close, "stop"));
      Welcome.lines(started.url(), started.demoAgent(), settings.http().apiKey() != null)
          .forEach(spec.commandLine().getOut()::println);
      started.awaitClose();
    }
    return ExitCode.OK.code();
  }
}
