package dev.mneme.database;

import dev.mneme.agent.Agent;
import dev.mneme.block.BlockId;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A query over agents. Each method narrows it or sets its order, and gives it back. */
public final class AgentSelection {
  private final Handle handle;
  private final Conditions conditions = new Conditions();
  private Keyset order = new Keyset("agents", "created_at", true);

  AgentSelection(Handle handle) {
    this.handle = handle;
  }

  /** Exactly this name. */
  public AgentSelection named(String name) {
    conditions.add("name = ?", name);
    return this;
  }

  /** This part in the name, in any case. */
  public AgentSelection nameContaining(String part) {
    conditions.add("contains_ignoring_case(name, ?) = 1", part);
    return this;
  }

  /** One of these tags, or all of them. */
  public AgentSelection tagged(List<String> tags, boolean all) {
    TagIndex.ofAgents(handle).require(conditions, "agents.id", tags, all);
    return this;
  }

  /**
   * One of these values in a field.
   *
   * @param field {@code project_id}, {@code template_id}, {@code base_template_id}, {@code
   *     identity_ids} or {@code identifier_keys}
   */
  public AgentSelection referringTo(String field, List<String> values) {
    conditions.add(
        "EXISTS (SELECT 1 FROM agent_references r WHERE r.agent_id = agents.id AND r.field = ?"
            + " AND r.value IN "
            + conditions.in(values)
            + ")",
        field);
    return this;
  }

  /** Having this block. */
  public AgentSelection having(BlockId block) {
    conditions.add(
        "EXISTS (SELECT 1 FROM attachments x WHERE x.agent_id = agents.id AND x.block_id = ?)",
        block.value());
    return this;
  }

  /** Not those that are hidden. */
  public AgentSelection withoutHidden() {
    conditions.add("COALESCE(hidden, 0) = 0");
    return this;
  }

  /** In the order of their creation. */
  public AgentSelection byCreation(boolean descending) {
    order = new Keyset("agents", "created_at", descending);
    return this;
  }

  /** In the order of their last change. */
  public AgentSelection byUpdate(boolean descending) {
    order = new Keyset("agents", "updated_at", descending);
    return this;
  }

  /** In the order of the end of their last run; those without one are last in both directions. */
  public AgentSelection byLastRunCompletion(boolean descending) {
    long last = descending ? Long.MIN_VALUE : Long.MAX_VALUE;
    order = new Keyset("agents", "COALESCE(last_run_completion, %d)".formatted(last), descending);
    return this;
  }

  /**
   * The first of them in their order.
   *
   * @param before an agent's id: only what is in front of it
   * @param after an agent's id: only what is behind it
   */
  public List<Agent> list(@Nullable String before, @Nullable String after, int limit) {
    order.cut(handle, conditions, before, after);
    String sql =
        "SELECT %s FROM agents%s%s LIMIT %d"
            .formatted(AgentTable.COLUMNS, conditions.where(), order.orderBy(), limit);
    return conditions.bindTo(handle.createQuery(sql)).map(AgentTable.MAPPER).list();
  }

  /** How many there are. */
  public long count() {
    String sql = "SELECT COUNT(*) FROM agents" + conditions.where();
    return conditions.bindTo(handle.createQuery(sql)).mapTo(Long.class).one();
  }
}
