package dev.mneme.cli;

import dev.mneme.agent.AgentId;
import dev.mneme.block.InvalidIdException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** {@code --agent}: the agent that a command is about. */
final class AgentOption {
  private static final String NAME = "--agent";

  private AgentOption() {}

  static void add(CommandSpec spec, String description) {
    spec.addOption(
        OptionSpec.builder(NAME)
            .type(String.class)
            .paramLabel("<id>")
            .description(description)
            .build());
  }

  /**
   * The agent, if one was named.
   *
   * @throws ParameterException if what was named is no id
   */
  static Optional<AgentId> read(CommandSpec spec) {
    @Nullable String given = spec.commandLine().getParseResult().matchedOptionValue(NAME, null);
    try {
      return Optional.ofNullable(given).map(AgentId::new);
    } catch (InvalidIdException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
