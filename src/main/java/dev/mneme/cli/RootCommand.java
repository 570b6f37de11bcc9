package dev.mneme.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** {@code mneme} without a command: says which there are. */
final class RootCommand implements Callable<Integer> {
  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  private RootCommand() {}

  static CommandSpec spec() {
    CommandSpec spec = new RootCommand().spec.name("mneme");
    spec.usageMessage()
        .description("Memory of AI agents, in git and over REST at the same moment.");
    spec.usageMessage().commandListHeading("%nCommands:%n");
    spec.version("mneme " + version());
    spec.addOption(
        OptionSpec.builder("--version")
            .versionHelp(true)
            .description("Print the version.")
            .build());
    return spec.addOption(help());
  }

  /** The option that every command has. */
  static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Print this help.")
        .build();
  }

  private static String version() {
    return Optional.ofNullable(RootCommand.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }
}
