package dev.mneme.memory;

import dev.mneme.agent.Agent;
import dev.mneme.block.BlockContent;
import dev.mneme.block.BlockRules;
import dev.mneme.block.ChangedFile;
import dev.mneme.block.ContentLimits;
import dev.mneme.block.Door;
import dev.mneme.block.Finding;
import dev.mneme.block.RulesContext;
import dev.mneme.block.RulesMode;
import dev.mneme.block.Scope;
import dev.mneme.block.TreeFacts;
import dev.mneme.git.MemoryView;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which rules hold for whom: the server's mode, unless the agent's metadata says {@code
 * {"mneme":{"rules":"strict"}}} or {@code "standard"}.
 */
final class Rules {
  private final RulesMode mode;
  private final ContentLimits limits;

  Rules(RulesMode mode, ContentLimits limits) {
    this.mode = mode;
    this.limits = limits;
  }

  /** Under which rules a push to an agent's repository is judged. */
  RulesContext forPush(Optional<Agent> agent, Scope scope, boolean allowSecrets) {
    return new RulesContext(modeOf(agent), Door.PUSH, scope, allowSecrets, limits);
  }

  /**
   * Judges a write of a block over REST.
   *
   * @return what it warns of
   * @throws InvalidException if it is refused
   */
  List<Finding> judge(
      Optional<Agent> agent, FileEdit edit, BlockContent kept, MemoryView view, Attribution by) {
    if (edit.isEmpty()) {
      return List.of();
    }
    TreeFacts tree =
        view.file(edit.to()).isPresent() ? TreeFacts.NONE : TreeFacts.of(view.files().keySet());
    return judge(agent, List.of(edit.changedFile(kept)), tree, by);
  }

  /** The same of any files. */
  List<Finding> judge(
      Optional<Agent> agent, List<ChangedFile> files, TreeFacts tree, Attribution by) {
    RulesContext context =
        new RulesContext(modeOf(agent), Door.REST, Scope.MEMORY, by.allowSecrets(), limits);
    List<Finding> findings = BlockRules.judge(context, files, tree);
    List<Finding> rejections = findings.stream().filter(Finding::isRejection).toList();
    if (!rejections.isEmpty()) {
      throw new InvalidException(String.join("\n", Finding.sentences(rejections)));
    }
    return findings;
  }

  private RulesMode modeOf(Optional<Agent> agent) {
    return agent.flatMap(Rules::ownMode).orElse(mode);
  }

  private static Optional<RulesMode> ownMode(Agent agent) {
    if (agent.fields().get("metadata") instanceof Map<?, ?> metadata
        && metadata.get("mneme") instanceof Map<?, ?> own
        && own.get("rules") instanceof String name) {
      return switch (name.toLowerCase(Locale.ROOT)) {
        case "strict" -> Optional.of(RulesMode.STRICT);
        case "standard" -> Optional.of(RulesMode.STANDARD);
        default -> Optional.empty();
      };
    }
    return Optional.empty();
  }
}
