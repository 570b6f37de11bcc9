package dev.mneme.memory;

import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.block.Block;
import dev.mneme.block.BlockContent;
import dev.mneme.block.BlockId;
import dev.mneme.block.Finding;
import dev.mneme.block.Label;
import dev.mneme.database.AttachedFile;
import dev.mneme.database.BlockVersion;
import dev.mneme.database.Database;
import dev.mneme.database.DatabaseException;
import dev.mneme.database.LogPosition;
import dev.mneme.database.StoredBlock;
import dev.mneme.git.AgentRecord;
import dev.mneme.git.Author;
import dev.mneme.git.BlockState;
import dev.mneme.git.GitId;
import dev.mneme.git.MemoryRepositories;
import dev.mneme.git.MemoryRepository;
import dev.mneme.git.MemoryView;
import dev.mneme.git.PathConflictException;
import dev.mneme.git.Proposal;
import dev.mneme.git.storage.ClosedLogException;
import dev.mneme.git.storage.FileVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory of agents that have it in git: every change is a commit first, then the rows are taken
 * over from it.
 *
 * <p>A commit that stands is answered as done even if the rows cannot be brought up to it: the mark
 * that was set before makes the next read do that.
 */
final class GitMemory {
  private static final Logger LOG = LoggerFactory.getLogger(GitMemory.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** More blocks than this are brought up by the next call. */
  private static final int MOST_BEHIND = 1_000;

  private static final byte[] CONFIG = "{\"version\": 1}\n".getBytes(StandardCharsets.UTF_8);
  private static final String CONFIG_PATH = ".letta/config.json";

  private final MemoryRepositories repositories;
  private final Database database;
  private final Freshness freshness;
  private final TakeOver takeOver;
  private final Rules rules;
  private final CreationClock clock;

  GitMemory(
      MemoryRepositories repositories,
      Database database,
      Freshness freshness,
      Rules rules,
      CreationClock clock) {
    this.repositories = repositories;
    this.database = database;
    this.freshness = freshness;
    this.takeOver = new TakeOver(database);
    this.rules = rules;
    this.clock = clock;
  }

  /** A change of an agent's repository, while it is being decided. */
  private record Step(AgentId agent, MemoryView view, String repository) {}

  /** What a write of one block came to. */
  record Written(MemoryView view, List<Finding> warnings) {
    Optional<String> commit() {
      return view.head().map(GitId::hex);
    }
  }

  // ---- blocks

  /**
   * Applies a patch to a block in every git-enabled agent that has it, in the given one first.
   *
   * @param change gives the block after the change; the same one if nothing changes
   */
  Written modify(AgentId agent, BlockId id, Function<Block, Block> change, Attribution by) {
    List<Finding> warnings = new ArrayList<>();
    MemoryView view = change(agent, by, step -> modification(step, id, change, by, warnings));
    bringUp(List.of(id), by);
    return new Written(view, warnings);
  }

  private Proposal modification(
      Step step,
      BlockId id,
      Function<Block, Block> change,
      Attribution by,
      List<Finding> warnings) {
    warnings.clear();
    AttachedFile file = attached(step.agent(), id);
    StoredBlock stored = stored(id);
    Block before = stored.block();
    Block after = change.apply(before);
    if (after.equals(before)) {
      return Proposals.NOTHING;
    }
    Label label = Enabling.of(after.label());
    requireFree(id, label);
    FileEdit edit =
        FileEdit.of(
            step.view(), file.path(), label, BlockContent.of(before), BlockContent.of(after));
    requireNoOther(step, id, edit.to());
    warnings.addAll(rules.judge(agentRecord(step), edit, BlockContent.of(after), step.view(), by));
    String message =
        before.label().equals(after.label())
            ? "Update %s block".formatted(label)
            : "Rename %s to %s".formatted(before.label(), label);
    return proposal(message, step, file.path(), edit, after, stored, file.attachedAt());
  }

  private Proposal proposal(
      String message,
      Step step,
      @Nullable String path,
      FileEdit edit,
      Block after,
      StoredBlock stored,
      Instant attachedAt) {
    Map<String, Optional<BlockState>> blocks = new HashMap<>();
    if (path != null && !path.equals(edit.to())) {
      blocks.put(path, Optional.empty());
    }
    blocks.put(edit.to(), Optional.of(BlockState.of(after, stored.createdAt(), attachedAt)));
    FileVersion version = version(stored, after, step, path);
    return new Proposal(message, edit.changes(), blocks, null, Map.of(edit.to(), version));
  }

  /**
   * Of a file that holds a block as it is stored, the version of that; otherwise a new one. A block
   * whose last write was made in no repository gets a new one too: nobody else has that write.
   */
  private static FileVersion version(
      StoredBlock stored, Block after, Step step, @Nullable String path) {
    BlockVersion known = stored.version();
    return after.equals(stored.block()) && !known.repositoryId().isEmpty()
        ? new FileVersion(known.version(), known.repositoryId())
        : next(known, step.view(), path, step.repository());
  }

  /** Larger than every version that this write has seen. */
  private static FileVersion next(
      BlockVersion known, MemoryView view, @Nullable String path, String repository) {
    long base = path == null ? 0 : view.version(path).map(FileVersion::number).orElse(0L);
    return new FileVersion(Math.max(known.version(), base) + 1, repository);
  }

  /** Attaches a block; without effect if the agent has it. */
  Written attach(AgentId agent, BlockId id, Attribution by) {
    List<Finding> warnings = new ArrayList<>();
    MemoryView view = change(agent, by, step -> attachment(step, List.of(id), by, warnings));
    return new Written(view, warnings);
  }

  private Proposal attachment(
      Step step, Collection<BlockId> ids, Attribution by, List<Finding> warnings) {
    warnings.clear();
    List<Proposal> proposals = new ArrayList<>();
    for (BlockId id : ids) {
      if (findAttached(step.agent(), id).filter(file -> file.path() != null).isEmpty()) {
        proposals.add(attachment(step, stored(id), by, warnings));
      }
    }
    return Proposals.joined(proposals);
  }

  private Proposal attachment(
      Step step, StoredBlock stored, Attribution by, List<Finding> warnings) {
    Block block = stored.block();
    Label label = Enabling.of(block.label());
    BlockContent content = BlockContent.of(block);
    FileEdit edit = FileEdit.of(step.view(), null, label, content, content);
    requireNoOther(step, block.id(), edit.to());
    warnings.addAll(rules.judge(agentRecord(step), edit, content, step.view(), by));
    return proposal(
        "Attach %s block".formatted(label), step, null, edit, block, stored, clock.next());
  }

  /** Detaches a block; without effect if it is not attached. */
  void detach(AgentId agent, BlockId id, Attribution by) {
    change(agent, by, step -> detachment(step, List.of(id), "Detach %s block"));
  }

  /** Takes a block that is about to be deleted out of every repository. */
  void remove(BlockId id, Attribution by) {
    for (AgentId agent : database.read(tables -> tables.attachments().gitAgentsOf(id))) {
      change(agent, by, step -> detachment(step, List.of(id), "Delete %s block"));
    }
  }

  private Proposal detachment(Step step, Collection<BlockId> ids, String message) {
    List<Proposal> proposals = new ArrayList<>();
    for (BlockId id : ids) {
      findAttached(step.agent(), id).map(file -> removal(file, message)).ifPresent(proposals::add);
    }
    return Proposals.joined(proposals);
  }

  private static Proposal removal(AttachedFile file, String message) {
    String path = file.path();
    if (path == null) {
      return Proposals.NOTHING;
    }
    return new Proposal(
        message.formatted(file.label()),
        Map.of(path, Optional.empty()),
        Map.of(path, Optional.empty()),
        null,
        Map.of());
  }

  // ---- agents

  /**
   * Applies a change to the fields of a git-enabled agent, and gives it a new set of blocks.
   *
   * @param change may take the tag away; then the repository stays as it is
   * @param blocks the whole new set, or null if it stays
   */
  void modifyAgent(
      AgentId id, UnaryOperator<Agent> change, @Nullable List<BlockId> blocks, Attribution by) {
    change(
        id,
        by,
        step -> {
          List<Proposal> proposals = new ArrayList<>();
          proposals.add(Proposals.of(change.apply(agent(id))));
          proposals.addAll(backfill(step));
          if (blocks != null) {
            proposals.add(detachment(step, surplus(id, blocks), "Detach %s block"));
            proposals.add(attachment(step, blocks, by, new ArrayList<>()));
          }
          return Proposals.joined(proposals);
        });
  }

  private List<BlockId> surplus(AgentId agent, List<BlockId> wanted) {
    return database.read(tables -> tables.files().of(agent)).stream()
        .map(AttachedFile::block)
        .filter(id -> !wanted.contains(id))
        .toList();
  }

  /**
   * Makes or resumes the repository of an agent that has the tag in the rows, if that has not been
   * done. Safe to repeat and to race.
   *
   * @throws ConflictException if two blocks would have the same label; then nothing was changed
   */
  void enable(AgentId id, Attribution by) {
    changeOnce(
        id,
        author(id, by, Map.of()),
        step -> isEnabled(step.view()) ? Proposals.joined(backfill(step)) : enabling(step));
    bringUp(database.read(t -> t.files().of(id)).stream().map(AttachedFile::block).toList(), by);
  }

  /** The same for an agent of which this process does not know yet that it has been done. */
  void enableIfMissing(AgentId id, Attribution by) {
    if (!isEnabled(repositories.of(id).known())) {
      enable(id, by);
    }
  }

  private static boolean isEnabled(MemoryView view) {
    return view.exists()
        && view.agent().map(AgentRecord::agent).filter(Agent::hasGitMemory).isPresent();
  }

  private Proposal enabling(Step step) {
    Agent agent = agent(step.agent());
    if (!agent.hasGitMemory()) {
      throw new BusyException(
          "git memory of agent %s has just been disabled, try again".formatted(agent.id()),
          Duration.ofSeconds(1));
    }
    List<StoredBlock> blocks = database.read(tables -> tables.attachments().of(agent.id()));
    return step.view().exists() ? resumption(step, agent, blocks) : birth(step, agent, blocks);
  }

  private Proposal birth(Step step, Agent agent, List<StoredBlock> blocks) {
    Map<Label, Block> labels = Enabling.labels(blocks.stream().map(StoredBlock::block).toList());
    Map<BlockId, StoredBlock> byId = new LinkedHashMap<>();
    blocks.forEach(block -> byId.put(block.block().id(), block));
    List<Proposal> proposals = new ArrayList<>();
    labels.forEach((label, block) -> {
      requireFree(block.id(), label);
      StoredBlock stored = byId.getOrDefault(block.id(), blocks.getFirst());
      proposals.add(newFile(step, label, stored, "Initial commit"));
    });
    proposals.add(Proposals.of(agent));
    Proposal all = Proposals.joined("Initial commit", proposals);
    return blocks.isEmpty() ? Proposals.withFile(all, CONFIG_PATH, CONFIG) : all;
  }

  /** Files for the blocks that have none. */
  private List<Proposal> backfill(Step step) {
    List<Proposal> proposals = new ArrayList<>();
    for (AttachedFile file : database.read(tables -> tables.files().of(step.agent()))) {
      if (file.path() == null) {
        Label label = Enabling.of(file.label());
        requireNoOther(step, file.block(), label.toPath());
        proposals.add(
            newFile(step, label, stored(file.block()), "Backfill %s block".formatted(label)));
      }
    }
    return proposals;
  }

  /**
   * Makes {@code main} equal to the blocks as they are now: changed, added, renamed and detached.
   */
  private Proposal resumption(Step step, Agent agent, List<StoredBlock> blocks) {
    Map<BlockId, String> paths = new HashMap<>();
    step.view()
        .blockStates()
        .forEach((path, state) -> paths.put(step.view().readBlockState(state).id(), path));
    List<Proposal> proposals = new ArrayList<>();
    for (StoredBlock block : blocks) {
      proposals.add(resumption(step, block, paths.remove(block.block().id())));
    }
    paths.values().forEach(path -> proposals.add(Proposals.removal(path)));
    proposals.add(Proposals.of(agent));
    return Proposals.joined("Resume git memory", proposals);
  }

  private Proposal resumption(Step step, StoredBlock stored, @Nullable String path) {
    Block block = stored.block();
    Label label = Enabling.of(block.label());
    AttachedFile file = attached(step.agent(), block.id());
    boolean inPlace = path != null && path.equals(label.toPath()) && path.equals(file.path());
    if (inPlace && file.taken().equals(stored.version())) {
      return Proposals.NOTHING;
    }
    requireNoStranger(step, label.toPath());
    BlockContent content = BlockContent.of(block);
    BlockContent was = path == null ? content : wasIn(step, path, content);
    FileEdit edit = FileEdit.of(step.view(), path, label, was, content);
    return proposal("Resume git memory", step, path, edit, block, stored, file.attachedAt());
  }

  private static BlockContent wasIn(Step step, String path, BlockContent otherwise) {
    return step.view()
        .blockState(path)
        .map(state ->
            state.content(
                TakeOver.valueOf(step.view(), state, step.view().file(path).orElse(null))))
        .orElse(otherwise);
  }

  private Proposal newFile(Step step, Label label, StoredBlock stored, String message) {
    Block block = Proposals.withLabel(stored.block(), label);
    BlockContent content = BlockContent.of(block);
    FileEdit edit = FileEdit.of(step.view(), null, label, content, content);
    return proposal(
        message, step, null, edit, block, stored, attached(step.agent(), block.id()).attachedAt());
  }

  /**
   * Ends an agent's repository, if it has one.
   *
   * @return where its log ended; empty if there never was one
   */
  Optional<LogPosition> delete(AgentId agent) {
    MemoryView closed = repositories.of(agent).close();
    return closed.seq() == 0
        ? Optional.empty()
        : Optional.of(new LogPosition(closed.incarnation(), closed.seq()));
  }

  // ---- bringing other agents up

  /**
   * Commits what was written to shared blocks to the other agents that have them. What fails is
   * found and done later.
   */
  void bringUp(Collection<BlockId> blocks, Attribution by) {
    for (AgentId agent : database.read(tables -> tables.files().agentsBehind(blocks))) {
      try {
        bringUp(agent, by);
      } catch (MemoryException e) {
        LOG.warn("agent {} is behind a shared block and stays so for now: {}", agent, e.text());
      }
    }
  }

  /** Brings an agent's repository up to the blocks that it shares with others. */
  void bringUp(AgentId agent, Attribution by) {
    Optional<AttachedFile> next = firstBehind(agent);
    for (int i = 0; next.isPresent() && i < MOST_BEHIND; i++) {
      change(agent, by, source(next.get()), this::nextBehind);
      next = firstBehind(agent);
    }
  }

  private Optional<AttachedFile> firstBehind(AgentId agent) {
    return database.read(tables -> tables.files().behind(agent)).stream().findFirst();
  }

  /** The agent by whose repository the block was written; none if it was written in no one's. */
  private Map<String, String> source(AttachedFile behind) {
    String repository = stored(behind.block()).version().repositoryId();
    return repository.isEmpty() ? Map.of() : Map.of("Source-Agent", repository);
  }

  private Proposal nextBehind(Step step) {
    Optional<AttachedFile> behind = firstBehind(step.agent());
    if (behind.isEmpty()) {
      return Proposals.NOTHING;
    }
    AttachedFile file = behind.get();
    StoredBlock stored = stored(file.block());
    String path = file.path();
    Label label = labelHere(step, path, Enabling.of(stored.block().label()));
    BlockContent was =
        path == null
            ? BlockContent.of(stored.block())
            : wasIn(step, path, BlockContent.of(stored.block()));
    FileEdit edit = FileEdit.of(step.view(), path, label, was, BlockContent.of(stored.block()));
    Proposal copy =
        proposal(
            "Update %s block".formatted(label),
            step,
            path,
            edit,
            stored.block(),
            stored,
            file.attachedAt());
    FileVersion same = new FileVersion(stored.version().version(), stored.version().repositoryId());
    return Proposals.withVersions(copy, Map.of(edit.to(), same));
  }

  /** The label of the block, or the old one where somebody else has taken that meanwhile. */
  private static Label labelHere(Step step, @Nullable String path, Label label) {
    String to = label.toPath();
    return path != null && !path.equals(to) && step.view().file(to).isPresent()
        ? Label.ofPath(path).orElse(label)
        : label;
  }

  // ---- the way every change goes

  private MemoryView change(AgentId agent, Attribution by, Function<Step, Proposal> decide) {
    return change(agent, by, Map.of(), decide);
  }

  private MemoryView change(
      AgentId agent,
      Attribution by,
      Map<String, String> trailers,
      Function<Step, Proposal> decide) {
    while (true) {
      var enabled = new AtomicBoolean();
      MemoryView after =
          changeOnce(
              agent,
              author(agent, by, trailers),
              step -> {
                enabled.set(isEnabled(step.view()));
                return enabled.get() ? decide.apply(step) : enabling(step);
              });
      if (enabled.get()) {
        return after;
      }
    }
  }

  private MemoryView changeOnce(AgentId agent, Author author, Function<Step, Proposal> decide) {
    MemoryRepository repository = repositories.of(agent);
    MemoryView after =
        changeInGit(
            repository,
            agent,
            author,
            view -> {
              takeOver.apply(agent, view);
              return decide.apply(new Step(agent, view, repository.id()));
            });
    takeOverIfPossible(agent, after);
    return after;
  }

  private MemoryView changeInGit(
      MemoryRepository repository,
      AgentId agent,
      Author author,
      Function<MemoryView, Proposal> decide) {
    try {
      return repository
          .change(PATIENCE, author, seq -> freshness.mark(agent, seq), decide)
          .orElseThrow(() ->
              new BusyException(
                  "the memory of %s is busy, try again".formatted(agent), Duration.ofSeconds(1)));
    } catch (ClosedLogException e) {
      throw NotFoundException.agent(agent);
    } catch (PathConflictException e) {
      throw new ConflictException(String.valueOf(e.getMessage()));
    }
  }

  private void takeOverIfPossible(AgentId agent, MemoryView view) {
    try {
      takeOver.apply(agent, view);
    } catch (DatabaseException e) {
      LOG.warn("committed, but not yet taken over: agent {}: {}", agent, e.getMessage());
    }
  }

  private Author author(AgentId agent, Attribution by, Map<String, String> more) {
    String user = by.actor().user().value();
    Map<String, String> trailers = new LinkedHashMap<>();
    trailers.put("Agent-Id", agent.value());
    trailers.putAll(by.trailers());
    trailers.putAll(more);
    return new Author("User " + user, user + "@letta.ai", clock.next(), trailers);
  }

  // ---- what the rows say

  private Agent agent(AgentId id) {
    return database
        .read(tables -> tables.agents().find(id))
        .orElseThrow(() -> NotFoundException.agent(id));
  }

  private StoredBlock stored(BlockId id) {
    return database
        .read(tables -> tables.blocks().find(id))
        .orElseThrow(() -> NotFoundException.block(id));
  }

  private AttachedFile attached(AgentId agent, BlockId id) {
    return findAttached(agent, id).orElseThrow(() -> NotFoundException.block(id));
  }

  private Optional<AttachedFile> findAttached(AgentId agent, BlockId id) {
    return database.read(tables -> tables.files().of(id)).stream()
        .filter(file -> file.agent().equals(agent))
        .findFirst();
  }

  private Optional<Agent> agentRecord(Step step) {
    return step.view().agent().map(AgentRecord::agent);
  }

  /** A label must be free in every agent that has the block. */
  private void requireFree(BlockId id, Label label) {
    for (AgentId agent : database.read(tables -> tables.attachments().agentsOf(id))) {
      database
          .read(tables -> tables.attachments().find(agent, label.value()))
          .filter(other -> !other.block().id().equals(id))
          .ifPresent(other -> {
            throw new ConflictException(
                "agent %s has another block with the label '%s'".formatted(agent, label));
          });
    }
  }

  /** A file must not be there already as nobody's. */
  private static void requireNoStranger(Step step, String path) {
    if (step.view().file(path).isPresent() && step.view().blockState(path).isEmpty()) {
      throw new ConflictException(
          "agent %s has a file at %s that is no block".formatted(step.agent(), path));
    }
  }

  /** A file must not be there already, as another block's or as nobody's. */
  private void requireNoOther(Step step, BlockId id, String path) {
    boolean mine = step.view().blockState(path).filter(state -> state.id().equals(id)).isPresent();
    if (!mine && step.view().file(path).isPresent()) {
      throw new ConflictException("agent %s has another file at %s".formatted(step.agent(), path));
    }
  }
}
