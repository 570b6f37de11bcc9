package dev.mneme.http.rest;

import dev.mneme.agent.AgentId;
import dev.mneme.http.Query;
import dev.mneme.memory.AgentQuery;
import dev.mneme.memory.AgentQuery.OrderBy;
import dev.mneme.memory.Order;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The filters of {@code GET /v1/agents/} and of its count. */
final class AgentQueries {
  private static final Map<String, OrderBy> ORDERS_BY =
      Map.of(
          "created_at", OrderBy.CREATED_AT,
          "updated_at", OrderBy.UPDATED_AT,
          "last_run_completion", OrderBy.LAST_RUN_COMPLETION);

  /** Checked, and without effect: we always give all we have. */
  private static final Map<String, String> INCLUDES =
      Stream.of(
              "agent.blocks",
              "agent.identities",
              "agent.managed_group",
              "agent.pending_approval",
              "agent.secrets",
              "agent.sources",
              "agent.tags",
              "agent.tools")
          .collect(Collectors.toMap(Function.identity(), Function.identity()));

  private AgentQueries() {}

  static AgentQuery of(Query query) {
    checkInclude(query);
    return new AgentQuery(
        query.text("name").orElse(null),
        query.text("query_text").orElse(null),
        query.texts("tags"),
        query.flag("match_all_tags", false),
        query.text("project_id").orElse(null),
        query.text("template_id").orElse(null),
        query.text("base_template_id").orElse(null),
        query.text("identity_id").orElse(null),
        query.texts("identifier_keys"),
        query.flag("show_hidden_agents", false),
        query.choice("order_by", ORDERS_BY, OrderBy.CREATED_AT),
        Pages.ofIds(query, AgentId.PREFIX, 50, Order.DESC));
  }

  static void checkInclude(Query query) {
    query.choices("include", INCLUDES);
  }
}
