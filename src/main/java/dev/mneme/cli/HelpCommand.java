package dev.mneme.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/**
 * {@code mneme help [COMMAND]}: what {@code --help} says. The parser's own one is read by
 * reflection, which costs every start of every command a tenth of a second.
 */
final class HelpCommand implements Callable<Integer> {
  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  private HelpCommand() {}

  static CommandSpec spec() {
    CommandSpec spec = new HelpCommand().spec.name("help");
    spec.usageMessage().description("Say how a command is used.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("COMMAND")
            .arity("0..1")
            .type(String.class)
            .description("The command; without one, all are listed.")
            .build());
    return spec.addOption(RootCommand.help());
  }

  @Override
  public Integer call() {
    CommandLine mneme = spec.commandLine().getParent();
    Optional<String> named =
        Optional.ofNullable(spec.commandLine().getParseResult().matchedPositionalValue(0, null));
    named.map(this::command).orElse(mneme).usage(mneme.getOut());
    return ExitCode.OK.code();
  }

  private CommandLine command(String name) {
    CommandLine mneme = spec.commandLine().getParent();
    return Optional.ofNullable(mneme.getSubcommands().get(name))
        .orElseThrow(
            () -> new ParameterException(mneme, "There is no command '%s'".formatted(name)));
  }
}
