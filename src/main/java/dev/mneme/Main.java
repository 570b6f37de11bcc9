package dev.mneme;

import dev.mneme.cli.Cli;

/** The entry of {@code mneme}. */
public final class Main {
  private Main() {}

  /** Runs the command named by the arguments and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(Cli.of(ServerMain::start, CommandMain::open).run(args));
  }
}
