package dev.mneme.memory;

import dev.mneme.agent.Agent;
import dev.mneme.block.Block;
import dev.mneme.block.BlockContent;
import dev.mneme.block.BlockId;
import dev.mneme.block.Label;
import dev.mneme.database.AttachedFile;
import dev.mneme.database.StoredBlock;
import dev.mneme.git.Proposal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to put an agent's memory into git: git.md §4, "Enable". A first commit of all its
 * blocks, or one that makes an old repository equal to the blocks as they are now.
 */
final class Enabling {
  static final String CONFIG_PATH = ".letta/config.json";
  static final String FIRST_MESSAGE = "Initial commit";

  private final MemoryRows rows;

  Enabling(MemoryRows rows) {
    this.rows = rows;
  }

  /** What stands in a repository that is born without blocks: none may be empty. */
  static byte[] config() {
    return "{\"version\": 1}\n".getBytes(StandardCharsets.UTF_8);
  }

  /** What makes the repository that of an agent with git memory; nothing if all is there. */
  Proposal proposal(Step step) {
    return Step.isEnabled(step.view()) ? Proposals.joined(backfill(step)) : enabling(step);
  }

  private Proposal enabling(Step step) {
    Agent agent = rows.agent(step.agent());
    if (!agent.hasGitMemory()) {
      throw new BusyException(
          "git memory of agent %s has just been disabled, try again".formatted(agent.id()),
          Duration.ofSeconds(1));
    }
    return step.view().exists()
        ? resumption(step, agent)
        : birth(step, agent, rows.members(agent.id()));
  }

  /**
   * What a repository begins with.
   *
   * @param members the agent's blocks, under the labels that they have without git memory
   * @throws ConflictException if two of them would have the same label
   */
  Proposal birth(Step step, Agent agent, List<Member> members) {
    List<Block> blocks = members.stream().map(Member::block).toList();
    List<Label> labels = List.copyOf(GitLabels.labels(blocks).keySet());
    List<Proposal> proposals = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      rows.requireFree(members.get(i).block().id(), labels.get(i));
      proposals.add(newFile(step, labels.get(i), members.get(i), FIRST_MESSAGE));
    }
    proposals.add(Proposals.of(agent));
    Proposal all = Proposals.joined(FIRST_MESSAGE, proposals);
    return members.isEmpty() ? Proposals.withFile(all, CONFIG_PATH, config()) : all;
  }

  /** Files for the blocks that have none. */
  List<Proposal> backfill(Step step) {
    List<Proposal> proposals = new ArrayList<>();
    for (AttachedFile file : rows.files(step.agent())) {
      if (file.path() == null) {
        Label label = GitLabels.of(file.label());
        step.requireNoOther(file.block(), label.toPath());
        Member member = new Member(rows.stored(file.block()), file.attachedAt());
        proposals.add(newFile(step, label, member, "Backfill %s block".formatted(label)));
      }
    }
    return proposals;
  }

  /**
   * Makes {@code main} equal to the blocks as they are now: changed, added, renamed and detached.
   */
  private Proposal resumption(Step step, Agent agent) {
    Map<BlockId, String> paths = new HashMap<>();
    step.view()
        .blockStates()
        .forEach((path, state) -> paths.put(step.view().readBlockState(state).id(), path));
    List<Proposal> proposals = new ArrayList<>();
    for (StoredBlock block : rows.blocks(agent.id())) {
      proposals.add(resumption(step, block, paths.remove(block.block().id())));
    }
    paths.values().forEach(path -> proposals.add(Proposals.removal(path)));
    proposals.add(Proposals.of(agent));
    return Proposals.joined("Resume git memory", proposals);
  }

  private Proposal resumption(Step step, StoredBlock stored, @Nullable String path) {
    Block block = stored.block();
    Label label = GitLabels.of(block.label());
    AttachedFile file = rows.attached(step.agent(), block.id());
    boolean inPlace = path != null && path.equals(label.toPath()) && path.equals(file.path());
    if (inPlace && file.taken().equals(stored.version())) {
      return Proposals.NOTHING;
    }
    step.requireNoStranger(label.toPath());
    BlockContent content = BlockContent.of(block);
    BlockContent was = step.contentAt(path, content);
    FileEdit edit = FileEdit.of(step.view(), path, label, was, content);
    return BlockProposal.of(
        "Resume git memory", step, path, edit, block, stored, file.attachedAt());
  }

  private static Proposal newFile(Step step, Label label, Member member, String message) {
    Block block = Proposals.withLabel(member.block(), label);
    BlockContent content = BlockContent.of(block);
    FileEdit edit = FileEdit.of(step.view(), null, label, content, content);
    return BlockProposal.of(message, step, null, edit, block, member.stored(), member.attachedAt());
  }
}
