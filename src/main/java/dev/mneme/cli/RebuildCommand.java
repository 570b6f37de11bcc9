package dev.mneme.cli;

import dev.mneme.agent.AgentId;
import dev.mneme.memory.Rebuilt;
import dev.mneme.memory.Repair;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code mneme rebuild}: makes the rows anew from the repositories. */
final class RebuildCommand implements Callable<Integer> {
  private final MemoryOpener opener;
  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  private RebuildCommand(MemoryOpener opener) {
    this.opener = opener;
  }

  static CommandSpec spec(MemoryOpener opener) {
    CommandSpec spec = new RebuildCommand(opener).spec.name("rebuild");
    spec.usageMessage()
        .description(
            "Make the rows of the database anew from the repositories in the object store: into an"
                + " empty database too, and beside a running server.")
        .footer(
            "",
            "What only the database knows (agents without git memory, blocks of no agent) stays as"
                + " it is. Exit code 1: at least one repository could not be read.");
    AgentOption.add(spec, "Only this agent; without it all agents and shared repositories.");
    SettingOptions.add(spec, SettingOptions.OF_MEMORY);
    return spec.addOption(RootCommand.help());
  }

  @Override
  public Integer call() {
    Optional<AgentId> agent = AgentOption.read(spec);
    var report = new Report(spec.commandLine().getOut(), spec.commandLine().getErr());
    try (OpenedMemory opened = opener.open(SettingOptions.read(spec))) {
      Repair repair = opened.memory().repair();
      agent.ifPresentOrElse(
          one -> report.add(repair.rebuild(one)), () -> repair.rebuildAll(report::add));
    }
    return report.end().code();
  }

  /** Says what came of each repository, and then of all. */
  private static final class Report {
    private final PrintWriter out;
    private final PrintWriter err;
    private int same;
    private int changed;
    private int left;
    private int failed;

    Report(PrintWriter out, PrintWriter err) {
      this.out = out;
      this.err = err;
    }

    void add(Rebuilt done) {
      switch (done) {
        case Rebuilt.Same _ -> same++;
        case Rebuilt.Changed(var repository, var rows) -> {
          changed++;
          out.println(repository + ": made anew, rows that differed: " + rows);
        }
        case Rebuilt.LeftAlone(var repository, var reason) -> {
          left++;
          out.println(repository + ": left alone, " + reason);
        }
        case Rebuilt.Failed(var repository, var reason) -> {
          failed++;
          err.println("mneme: " + repository + ": not made anew, " + reason);
        }
      }
    }

    ExitCode end() {
      out.printf(
          "%d repositories: %d as they should be, %d made anew, %d left alone, %d failed%n",
          same + changed + left + failed, same, changed, left, failed);
      return failed == 0 ? ExitCode.OK : ExitCode.FAILURE;
    }
  }
}
