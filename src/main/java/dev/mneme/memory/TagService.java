package dev.mneme.memory;

import dev.mneme.database.Database;
import java.util.List;

/** The tags of all agents and blocks. */
public final class TagService {
  private final Database database;
  private final Freshness freshness;

  TagService(Database database, Freshness freshness) {
    this.database = database;
    this.freshness = freshness;
  }

  /** The tags that a query asks for, each once. */
  public List<String> list(TagQuery query) {
    freshness.refreshAll();
    Page page = query.page();
    return database.read(tables ->
        tables
            .tags()
            .list(
                query.nameContains(),
                page.before(),
                page.after(),
                page.order().descending(),
                page.limit()));
  }
}
