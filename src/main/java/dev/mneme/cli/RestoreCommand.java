package dev.mneme.cli;

import dev.mneme.agent.Actor;
import dev.mneme.agent.AgentId;
import dev.mneme.memory.AgentView;
import dev.mneme.memory.Attribution;
import dev.mneme.memory.DeletedAgent;
import dev.mneme.memory.DeletedAgents;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** {@code mneme restore}: brings a deleted agent back, or says which can be brought back. */
final class RestoreCommand implements Callable<Integer> {
  private static final String LIST = "--list";
  private final MemoryOpener opener;
  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  private RestoreCommand(MemoryOpener opener) {
    this.opener = opener;
  }

  static CommandSpec spec(MemoryOpener opener) {
    CommandSpec spec = new RestoreCommand(opener).spec.name("restore");
    spec.usageMessage()
        .description(
            "Bring a deleted agent back as it was, with its history and the ids of its blocks:"
                + " within 30 days, if it had git memory. A running server sees it at once.");
    AgentOption.add(spec, "The agent to bring back.");
    spec.addOption(
        OptionSpec.builder(LIST)
            .description("Say which agents can be brought back, and until when.")
            .build());
    SettingOptions.add(spec, SettingOptions.OF_MEMORY);
    return spec.addOption(RootCommand.help());
  }

  @Override
  public Integer call() {
    Optional<AgentId> agent = AgentOption.read(spec);
    boolean list = spec.commandLine().getParseResult().hasMatchedOption(LIST);
    if (agent.isPresent() == list) {
      throw new ParameterException(
          spec.commandLine(), "Name the agent with --agent, or ask which there are with --list");
    }
    try (OpenedMemory opened = opener.open(SettingOptions.read(spec))) {
      DeletedAgents deleted = opened.memory().deleted();
      PrintWriter out = spec.commandLine().getOut();
      agent.ifPresentOrElse(one -> restore(one, deleted, out), () -> list(deleted.list(), out));
    }
    return ExitCode.OK.code();
  }

  private static void restore(AgentId id, DeletedAgents deleted, PrintWriter out) {
    AgentView restored = deleted.restore(id, Attribution.of(Actor.DEFAULT));
    out.println(
        "%s (%s) is back; its blocks: %d"
            .formatted(id, restored.agent().name(), restored.blocks().size()));
  }

  private static void list(List<DeletedAgent> deleted, PrintWriter out) {
    if (deleted.isEmpty()) {
      out.println("No agent can be brought back.");
    }
    deleted.forEach(agent ->
        out.println(
            "%s (%s) was deleted %s, can be brought back until %s"
                .formatted(agent.id(), agent.name(), agent.deletedAt(), agent.restorableUntil())));
  }
}
