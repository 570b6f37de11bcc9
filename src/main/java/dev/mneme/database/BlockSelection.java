package dev.mneme.database;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A query over blocks. Each method narrows it or sets its order, and gives it back. */
public final class BlockSelection {
  private static final String CONNECTED =
      "(SELECT COUNT(*) FROM attachments x WHERE x.block_id = b.id)";

  private final Handle handle;
  private final Conditions conditions = new Conditions();
  private Keyset order = new Keyset("blocks", "created_at", false);

  BlockSelection(Handle handle) {
    this.handle = handle;
  }

  /** Exactly this label. */
  public BlockSelection labelled(String label) {
    conditions.add("b.label = ?", label);
    return this;
  }

  /** This part in the label, in any case. */
  public BlockSelection labelContaining(String part) {
    return containing("b.label", part);
  }

  /** This part in the value, in any case. */
  public BlockSelection valueContaining(String part) {
    return containing("b.value", part);
  }

  /** This part in the description, in any case. */
  public BlockSelection descriptionContaining(String part) {
    return containing("b.description", part);
  }

  /** Exactly this template name. */
  public BlockSelection templateNamed(String name) {
    conditions.add("b.template_name = ?", name);
    return this;
  }

  /** Only templates, or only others. */
  public BlockSelection templates(boolean wanted) {
    conditions.add("b.is_template = ?", Flag.of(wanted));
    return this;
  }

  /** One of these tags, or all of them. */
  public BlockSelection tagged(List<String> tags, boolean all) {
    TagIndex.ofBlocks(handle).require(conditions, "b.id", tags, all);
    return this;
  }

  /** Of this project. */
  public BlockSelection ofProject(String projectId) {
    conditions.add("b.project_id = ?", projectId);
    return this;
  }

  /** Attached to more than so many agents. */
  public BlockSelection connectedToMoreThan(int agents) {
    conditions.add(CONNECTED + " > ?", agents);
    return this;
  }

  /** Attached to fewer than so many agents. */
  public BlockSelection connectedToFewerThan(int agents) {
    conditions.add(CONNECTED + " < ?", agents);
    return this;
  }

  /** Attached to exactly so many agents, for one of these numbers. */
  public BlockSelection connectedTo(List<Integer> agents) {
    conditions.add(CONNECTED + " IN " + conditions.in(agents));
    return this;
  }

  /** Not those that are hidden. */
  public BlockSelection withoutHidden() {
    conditions.add("COALESCE(b.hidden, 0) = 0");
    return this;
  }

  /** None: for what no block has. */
  public BlockSelection nothing() {
    conditions.add("1 = 0");
    return this;
  }

  /** In the order of their creation. */
  public BlockSelection byCreation(boolean descending) {
    order = new Keyset("blocks", "created_at", descending);
    return this;
  }

  /**
   * The first of them in their order.
   *
   * @param before a block's id: only what is in front of it
   * @param after a block's id: only what is behind it
   */
  public List<StoredBlock> list(@Nullable String before, @Nullable String after, int limit) {
    order.cut(handle, conditions, before, after);
    String sql =
        "SELECT %s FROM blocks b%s%s LIMIT %d"
            .formatted(BlockRow.COLUMNS, conditions.where(), order.orderBy(), limit);
    return conditions.bindTo(handle.createQuery(sql)).map(BlockRow.MAPPER).list();
  }

  /** How many there are. */
  public long count() {
    String sql = "SELECT COUNT(*) FROM blocks b" + conditions.where();
    return conditions.bindTo(handle.createQuery(sql)).mapTo(Long.class).one();
  }

  private BlockSelection containing(String column, String part) {
    conditions.add("contains_ignoring_case(" + column + ", ?) = 1", part);
    return this;
  }
}
