package dev.mneme.http.rest;

import dev.mneme.block.BlockId;
import dev.mneme.http.Query;
import dev.mneme.memory.BlockQuery;
import dev.mneme.memory.BlockQuery.Templates;
import dev.mneme.memory.Order;
import dev.mneme.memory.Page;
import java.util.List;
import java.util.Map;

/** The filters of {@code GET /v1/blocks/} and of its count. */
final class BlockQueries {
  private BlockQueries() {}

  static BlockQuery list(Query query) {
    query.choice("order_by", Map.of("created_at", ""), "");
    return new BlockQuery(
        query.text("label").orElse(null),
        query.text("label_search").orElse(null),
        query.text("value_search").orElse(null),
        query.text("description_search").orElse(null),
        query.text("name").orElse(null),
        query.flag("templates_only", false) ? Templates.ONLY : Templates.EXCLUDED,
        query.texts("tags"),
        query.flag("match_all_tags", false),
        query.text("project_id").orElse(null),
        query.text("identity_id").orElse(null),
        query.texts("identifier_keys"),
        query.integer("connected_to_agents_count_gt").orElse(null),
        query.integer("connected_to_agents_count_lt").orElse(null),
        query.integers("connected_to_agents_count_eq"),
        query.flag("show_hidden_blocks", false),
        Pages.ofIds(query, BlockId.PREFIX, 50, Order.ASC));
  }

  /** Templates and hidden blocks count, unless templates alone are asked for. */
  static BlockQuery count(Query query) {
    return new BlockQuery(
        query.text("label").orElse(null),
        null,
        null,
        null,
        query.text("name").orElse(null),
        query.flag("templates_only", false) ? Templates.ONLY : Templates.INCLUDED,
        query.texts("tags"),
        query.flag("match_all_tags", false),
        query.text("project_id").orElse(null),
        null,
        List.of(),
        null,
        null,
        List.of(),
        true,
        Page.first(Page.MAX_LIMIT, Order.ASC));
  }
}
