package dev.mneme.memory;

import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockId;
import dev.mneme.database.AttachedFile;
import dev.mneme.database.Database;
import dev.mneme.database.DatabaseException;
import dev.mneme.database.StoredBlock;
import dev.mneme.git.MemoryRepositories;
import dev.mneme.git.MemoryRepository;
import dev.mneme.git.MemoryView;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What git clients may do with an agent's repository, and what a push does to the agent's blocks.
 */
public final class PushService {
  private static final Logger LOG = LoggerFactory.getLogger(PushService.class);
  private final MemoryRepositories repositories;
  private final Database database;
  private final Freshness freshness;
  private final GitLifeCycle lifeCycle;
  private final Marks marks;
  private final Sharing sharing;
  private final Rules rules;
  private final NewBlocks newBlocks;
  private final TakeOver takeOver;

  PushService(
      MemoryRepositories repositories,
      Database database,
      Freshness freshness,
      GitLifeCycle lifeCycle,
      Marks marks,
      Sharing sharing,
      Rules rules,
      NewBlocks newBlocks) {
    this.repositories = repositories;
    this.database = database;
    this.freshness = freshness;
    this.lifeCycle = lifeCycle;
    this.marks = marks;
    this.sharing = sharing;
    this.rules = rules;
    this.newBlocks = newBlocks;
    this.takeOver = new TakeOver(database);
  }

  /**
   * The repository of an agent for a clone or a fetch, brought up to the blocks that it shares with
   * others; created if the agent has the tag and none yet.
   *
   * @throws NotFoundException if there is no such agent, or its memory never was in git
   */
  public MemoryRepository forFetch(AgentId id, Attribution by) {
    freshness.refresh(id);
    Agent agent = agent(id);
    MemoryRepository repository = repositories.of(id);
    if (agent.hasGitMemory()) {
      lifeCycle.enableIfMissing(id, by);
      sharing.bringUp(id, by);
    } else if (!hasRepository(id)) {
      throw new NotFoundException(howToEnable(id, "has no git memory"));
    }
    return repository;
  }

  private boolean hasRepository(AgentId id) {
    return database
        .read(tables -> tables.repositories().find(id))
        .filter(row -> row.position().seq() > 0)
        .isPresent();
  }

  /**
   * The same for a push, which needs the tag.
   *
   * @throws ForbiddenException if git memory is disabled
   */
  public MemoryRepository forPush(AgentId id, Attribution by) {
    MemoryRepository repository = forFetch(id, by);
    if (!agent(id).hasGitMemory()) {
      throw new ForbiddenException(
          howToEnable(id, "has its git memory disabled: it can be read, not pushed to"));
    }
    return repository;
  }

  /** Begins a push. */
  public Push begin(AgentId agent, boolean allowSecrets, Attribution by) {
    return new MemoryPush(this, agent, allowSecrets, by);
  }

  private Agent agent(AgentId id) {
    return database
        .read(tables -> tables.agents().find(id))
        .orElseThrow(() -> NotFoundException.agent(id));
  }

  private static String howToEnable(AgentId id, String what) {
    return ("Agent %s %s. Add the tag '%s' to the agent (PATCH /v1/agents/%s), or POST"
            + " /v1/agents/%s/memory/enable, then try again")
        .formatted(id, what, Agent.GIT_MEMORY_TAG, id, id);
  }

  Rules rules() {
    return rules;
  }

  PushPlan plan(AgentId agent, MemoryView before, MemoryView after) {
    takeOver.apply(agent, before);
    return PushPlan.of(before, after, newBlocks);
  }

  /** The version that the database has of a block, or 0. */
  long knownVersion(BlockId id) {
    return database
        .read(tables -> tables.blocks().find(id))
        .map((StoredBlock block) -> block.version().version())
        .orElse(0L);
  }

  void mark(AgentId agent, long seq) {
    marks.mark(agent, seq);
  }

  /**
   * Takes a push over and gives shared blocks to the other agents that have them; returns these, by
   * block. The push stands: what cannot be done now is done by whoever reads next.
   */
  List<AttachedFile> committed(
      AgentId agent, MemoryView before, MemoryView after, List<BlockId> blocks, Attribution by) {
    takeOver.applyIfPossible(agent, before, after);
    sharing.bringUp(blocks, by);
    try {
      return others(agent, blocks);
    } catch (DatabaseException e) {
      LOG.warn("who else has {} is not known for now: {}", blocks, e.getMessage());
      return List.of();
    }
  }

  private List<AttachedFile> others(AgentId agent, List<BlockId> blocks) {
    return blocks.stream()
        .flatMap(id -> database.read(tables -> tables.files().of(id)).stream())
        .filter(file -> !file.agent().equals(agent))
        .toList();
  }

  Optional<Agent> findAgent(AgentId id) {
    return database.read(tables -> tables.agents().find(id));
  }
}
