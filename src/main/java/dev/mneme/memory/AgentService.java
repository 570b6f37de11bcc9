package dev.mneme.memory;

import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.block.Block;
import dev.mneme.block.BlockId;
import dev.mneme.database.AgentSelection;
import dev.mneme.database.BlockVersion;
import dev.mneme.database.Database;
import dev.mneme.database.StoredBlock;
import dev.mneme.database.Tables;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Agents: create, read, change, delete, list. */
public final class AgentService {
  private static final String SUBAGENT_TAG = "role:subagent";
  private final Database database;
  private final Freshness freshness;
  private final PlainMemory plain;
  private final GitAgents git;
  private final GitLifeCycle lifeCycle;
  private final CreationClock clock;
  private final IdSource ids;
  private final RandomNames names;
  private final AgentViews views;

  AgentService(
      Database database,
      Freshness freshness,
      PlainMemory plain,
      GitAgents git,
      GitLifeCycle lifeCycle,
      CreationClock clock,
      IdSource ids,
      RandomNames names) {
    this.database = database;
    this.freshness = freshness;
    this.plain = plain;
    this.git = git;
    this.lifeCycle = lifeCycle;
    this.clock = clock;
    this.ids = ids;
    this.names = names;
    this.views = new AgentViews(database);
  }

  /**
   * Creates an agent with its blocks.
   *
   * <p>A block labelled {@code human} or {@code persona} without description gets one.
   *
   * @throws NotFoundException if a block that is to be attached is not there
   * @throws ConflictException if two of its blocks have the same label
   */
  public AgentView create(NewAgent created, Attribution by) {
    Agent agent = agentOf(created, by);
    List<StoredBlock> blocks = created.memoryBlocks().stream().map(this::storedOf).toList();
    if (agent.hasGitMemory()) {
      created.blockIds().forEach(freshness::refreshBlock);
      return views.after(lifeCycle.create(agent, blocks, created.blockIds(), by));
    }
    plain.create(agent, blocks, created.blockIds());
    return views.ofRows(agent.id());
  }

  private Agent agentOf(NewAgent created, Attribution by) {
    Instant now = clock.next();
    String name = created.name();
    Boolean hidden = created.hidden();
    return new Agent(
        new AgentId(AgentId.PREFIX + ids.uuid()),
        by.actor().organization(),
        name == null ? names.next() : name,
        created.tags(),
        (hidden == null && created.tags().contains(SUBAGENT_TAG)) ? Boolean.TRUE : hidden,
        created.fields(),
        now,
        now);
  }

  private StoredBlock storedOf(NewBlock block) {
    BlockId id = new BlockId(BlockId.PREFIX + ids.uuid());
    Block made = DefaultDescriptions.describe(block.withId(id));
    return new StoredBlock(made, BlockVersion.PLAIN, clock.next());
  }

  /**
   * The agent with its blocks, fresh.
   *
   * @throws NotFoundException if it is not there
   */
  public AgentView get(AgentId id) {
    freshness.refresh(id);
    return views.ofRows(id);
  }

  /**
   * Applies a patch; {@code updatedAt} moves in any case.
   *
   * <p>If the resulting tags contain {@code git-memory-enabled}, git memory is enabled; without
   * effect, and without a commit, where it is enabled already.
   *
   * @throws NotFoundException if the agent, or a block to attach, is not there
   * @throws ConflictException if two of its blocks would have the same label
   */
  public AgentView modify(AgentId id, AgentPatch patch, Attribution by) {
    freshness.refresh(id);
    Instant now = clock.next();
    UnaryOperator<Agent> change = old -> patch.applyTo(old, now);
    Optional.ofNullable(patch.blockIds()).ifPresent(all -> all.forEach(freshness::refreshBlock));
    return switch (plain.modify(id, change, patch.blockIds())) {
      case PlainMemory.Modified.Done() -> views.ofRows(id);
      case PlainMemory.Modified.InGit() ->
          views.after(git.modify(id, change, patch.blockIds(), by));
      case PlainMemory.Modified.ToGit toGit -> views.after(lifeCycle.enable(toGit, by));
    };
  }

  /**
   * Puts an agent's memory into git; without effect if it is there.
   *
   * @throws NotFoundException if the agent is not there
   * @throws ConflictException if two of its blocks would have the same label
   */
  public AgentView enable(AgentId id, Attribution by) {
    return modify(id, AgentPatch.ofTags(get(id).agent().tags().with(Agent.GIT_MEMORY_TAG)), by);
  }

  /**
   * Stops keeping an agent's memory in git. The repository stays as it is.
   *
   * @throws NotFoundException if the agent is not there
   */
  public AgentView disable(AgentId id, Attribution by) {
    return modify(id, AgentPatch.ofTags(get(id).agent().withoutGitMemory().tags()), by);
  }

  /**
   * Deletes an agent; its blocks stay, detached.
   *
   * @throws NotFoundException if it is not there
   */
  public void delete(AgentId id, Attribution by) {
    get(id);
    if (!plain.delete(id)) {
      lifeCycle.delete(id, by);
    }
  }

  /** The agents that a query asks for. */
  public List<AgentView> list(AgentQuery query) {
    freshness.refreshAll();
    return database.read(tables -> {
      Page page = query.page();
      List<Agent> agents =
          ordered(selection(tables, query), query).list(page.before(), page.after(), page.limit());
      return AgentViews.of(tables, agents);
    });
  }

  /** How many agents fit the filters of a query, whatever its page. */
  public long count(AgentQuery query) {
    freshness.refreshAll();
    return database.read(tables -> selection(tables, query).count());
  }

  private static AgentSelection ordered(AgentSelection selection, AgentQuery query) {
    boolean descending = query.page().order().descending();
    return switch (query.orderBy()) {
      case CREATED_AT -> selection.byCreation(descending);
      case UPDATED_AT -> selection.byUpdate(descending);
      case LAST_RUN_COMPLETION -> selection.byLastRunCompletion(descending);
    };
  }

  private static AgentSelection selection(Tables tables, AgentQuery query) {
    AgentSelection agents = tables.agents().select();
    Optional.ofNullable(query.name()).ifPresent(agents::named);
    Optional.ofNullable(query.queryText()).ifPresent(agents::nameContaining);
    if (!query.tags().isEmpty()) {
      agents.tagged(query.tags(), query.matchAllTags());
    }
    refer(agents, "project_id", query.projectId());
    refer(agents, "template_id", query.templateId());
    refer(agents, "base_template_id", query.baseTemplateId());
    refer(agents, "identity_ids", query.identityId());
    if (!query.identifierKeys().isEmpty()) {
      agents.referringTo("identifier_keys", query.identifierKeys());
    }
    return query.showHidden() ? agents : agents.withoutHidden();
  }

  private static void refer(AgentSelection agents, String field, @Nullable String value) {
    if (value != null) {
      agents.referringTo(field, List.of(value));
    }
  }
}
