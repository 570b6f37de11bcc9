package dev.mneme.cli;

import java.io.PrintWriter;
import picocli.CommandLine;

/**
 * The command line of {@code mneme}.
 *
 * <p>Commands are built from picocli's model and not from its annotations: so the options of {@code
 * serve} are the list of settings itself, and no reflection costs time at each start.
 */
public final class Cli {
  private final CommandLine commands;

  private Cli(CommandLine commands) {
    this.commands = commands;
  }

  /** The command line of a program that starts its server, and opens memory, in the given ways. */
  public static Cli of(ServerStarter server, MemoryOpener opener) {
    var mneme = new CommandLine(RootCommand.spec());
    mneme.addSubcommand(ServeCommand.spec(server));
    mneme.addSubcommand(RebuildCommand.spec(opener));
    mneme.addSubcommand(RestoreCommand.spec(opener));
    mneme.addSubcommand(HelpCommand.spec());
    mneme.setParameterExceptionHandler(Problems::wrongUsage);
    mneme.setExecutionExceptionHandler(Problems::failed);
    return new Cli(mneme);
  }

  /** Sends the output there instead of to the streams of the process. */
  Cli printingTo(PrintWriter out, PrintWriter err) {
    commands.setOut(out);
    commands.setErr(err);
    return this;
  }

  /**
   * Runs the command that the arguments name, and returns when it is done.
   *
   * @return the exit code for the process
   */
  public int run(String... arguments) {
    return commands.execute(arguments);
  }
}
