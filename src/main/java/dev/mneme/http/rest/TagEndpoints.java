package dev.mneme.http.rest;

import dev.mneme.http.Exchange;
import dev.mneme.http.Query;
import dev.mneme.http.Reply;
import dev.mneme.memory.Order;
import dev.mneme.memory.TagQuery;
import dev.mneme.memory.TagService;

/** {@code /v1/tags}: rest.md §5. */
final class TagEndpoints {
  private final TagService tags;
  private final Replies replies;

  TagEndpoints(TagService tags, Replies replies) {
    this.tags = tags;
    this.replies = replies;
  }

  void addTo(JsonRoutes routes) {
    routes.get("/v1/tags", this::list);
  }

  /** {@code name} and {@code query_text} mean the same; the newer name wins. */
  private Reply list(Exchange exchange) {
    Query query = exchange.query();
    String contains = query.text("name").or(() -> query.text("query_text")).orElse(null);
    var wanted = new TagQuery(contains, Pages.ofTexts(query, 50, Order.ASC));
    query.check();
    return replies.texts(tags.list(wanted));
  }
}
