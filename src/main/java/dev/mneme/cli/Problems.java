package dev.mneme.cli;

import dev.mneme.config.SettingsException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where what went wrong becomes a sentence on standard error and an exit code. */
final class Problems {
  private Problems() {}

  /** The command line is wrong. */
  static int wrongUsage(ParameterException problem, String... arguments) {
    CommandLine command = problem.getCommandLine();
    command.getErr().println("mneme: " + problem.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(problem, command.getErr())) {
      command.usage(command.getErr());
    }
    return ExitCode.USAGE.code();
  }

  /** The command did not succeed. */
  static int failed(Exception problem, CommandLine command, ParseResult parsed) {
    command.getErr().println("mneme: " + message(problem));
    return switch (problem) {
      case SettingsException _ -> ExitCode.USAGE.code();
      default -> {
        // The sentence is for people, the trace for whoever repairs it; both are on standard error.
        LoggerFactory.getLogger(Problems.class)
            .error("{} failed", parsed.commandSpec().name(), problem);
        yield ExitCode.FAILURE.code();
      }
    };
  }

  private static String message(Exception problem) {
    return problem.getMessage() == null ? problem.toString() : problem.getMessage();
  }
}
