package dev.mneme.cli;

import dev.mneme.config.SettingsException;
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

  /**
   * The command did not succeed. Our own exceptions are sentences for people; of any other the
   * trace is wanted too, because nobody has thought of it.
   */
  static int failed(Exception problem, CommandLine command, ParseResult parsed) {
    command.getErr().println("mneme: " + message(problem));
    if (!problem.getClass().getName().startsWith("dev.mneme.")) {
      problem.printStackTrace(command.getErr());
    }
    return problem instanceof SettingsException ? ExitCode.USAGE.code() : ExitCode.FAILURE.code();
  }

  private static String message(Exception problem) {
    return problem.getMessage() == null ? problem.toString() : problem.getMessage();
  }
}
