package dev.mneme.memory;

import dev.mneme.agent.Agent;
import dev.mneme.block.Block;
import dev.mneme.block.Label;
import dev.mneme.git.AgentRecord;
import dev.mneme.git.BlockState;
import dev.mneme.git.NewFile;
import dev.mneme.git.Proposal;
import dev.mneme.git.storage.FileVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts changes of a repository together. */
final class Proposals {
  static final Proposal NOTHING = new Proposal("", Map.of(), Map.of(), null, Map.of());

  private Proposals() {}

  /** The agent's record alone; no commit. */
  static Proposal of(Agent agent) {
    return new Proposal("", Map.of(), Map.of(), new AgentRecord(agent), Map.of());
  }

  /** A file that is a block no more. */
  static Proposal removal(String path) {
    return new Proposal(
        "", Map.of(path, Optional.empty()), Map.of(path, Optional.empty()), null, Map.of());
  }

  /** All of them in one commit, whose message has a line for each that has one. */
  static Proposal joined(List<Proposal> proposals) {
    List<String> messages =
        proposals.stream().map(Proposal::message).filter(m -> !m.isEmpty()).distinct().toList();
    return joined(message(messages), proposals);
  }

  private static String message(List<String> messages) {
    return switch (messages.size()) {
      case 0 -> "";
      case 1 -> messages.getFirst();
      default -> "Change %d blocks\n\n%s".formatted(messages.size(), String.join("\n", messages));
    };
  }

  /**
   * All of them in one commit. Where two change the same file, putting it wins over removing it.
   */
  static Proposal joined(String message, List<Proposal> proposals) {
    Map<String, Optional<NewFile>> files = new HashMap<>();
    Map<String, Optional<BlockState>> blocks = new HashMap<>();
    Map<String, FileVersion> versions = new HashMap<>();
    AgentRecord agent = null;
    for (Proposal proposal : proposals) {
      proposal.files().forEach((path, file) -> put(files, path, file));
      proposal.blocks().forEach((path, block) -> put(blocks, path, block));
      versions.putAll(proposal.versions());
      agent = proposal.agent() == null ? agent : proposal.agent();
    }
    return new Proposal(message, files, blocks, agent, versions);
  }

  private static <T> void put(Map<String, Optional<T>> map, String path, Optional<T> value) {
    if (value.isPresent()) {
      map.put(path, value);
    } else {
      map.putIfAbsent(path, value);
    }
  }

  static Proposal withFile(Proposal proposal, String path, byte[] content) {
    Map<String, Optional<NewFile>> files = new HashMap<>(proposal.files());
    files.put(path, Optional.of(NewFile.of(content)));
    return new Proposal(
        proposal.message(), files, proposal.blocks(), proposal.agent(), proposal.versions());
  }

  static Proposal withVersions(Proposal proposal, Map<String, FileVersion> versions) {
    return new Proposal(
        proposal.message(), proposal.files(), proposal.blocks(), proposal.agent(), versions);
  }

  static Block withLabel(Block block, Label label) {
    return new Block(
        block.id(),
        label.value(),
        block.value(),
        block.description(),
        block.limit(),
        block.readOnly(),
        block.metadata(),
        block.hidden(),
        block.tags(),
        block.template());
  }
}
