package dev.mneme.http.rest;

import dev.mneme.http.Exchange;
import dev.mneme.http.Query;
import dev.mneme.http.Reply;
import dev.mneme.memory.SearchService;
import dev.mneme.memory.SearchService.Hit;
import dev.mneme.search.SearchText;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** {@code /v1/memory/search} and that of one agent. */
final class SearchEndpoints {
  private static final int DEFAULT_LIMIT = 20;
  private static final SearchText NOTHING = new SearchText(List.of(List.of("nothing")), false);

  private final SearchService search;

  SearchEndpoints(SearchService search) {
    this.search = search;
  }

  void addTo(JsonRoutes routes) {
    routes
        .get("/v1/memory/search", this::everywhere)
        .get("/v1/agents/{agent_id}/memory/search", this::inAgent);
  }

  private Reply everywhere(Exchange exchange) {
    Query query = exchange.query();
    SearchText sought = sought(query);
    int limit = query.limit(DEFAULT_LIMIT);
    query.check();
    return reply(search.everywhere(sought, limit));
  }

  private Reply inAgent(Exchange exchange) {
    var agent = Paths.agent(exchange);
    Query query = exchange.query();
    SearchText sought = sought(query);
    int limit = query.limit(DEFAULT_LIMIT);
    query.check();
    return reply(search.in(agent, sought, limit));
  }

  private static SearchText sought(Query query) {
    String text = query.text("q").orElse("");
    if (SearchText.isSearchable(text)) {
      return SearchText.of(text);
    }
    query.refuse(
        "q",
        "value_error",
        "What to look for needs at least one letter or digit and at most %d characters"
            .formatted(SearchText.MOST_CHARS));
    return NOTHING;
  }

  private static Reply reply(List<Hit> hits) {
    return Reply.json(out -> {
      out.writeStartObject().writeArrayPropertyStart("results");
      hits.forEach(hit -> write(out, hit));
      out.writeEndArray().writeEndObject();
    });
  }

  private static void write(JsonGenerator out, Hit hit) {
    out.writeStartObject();
    out.writeStringProperty("agent_id", hit.agent().value());
    out.writeStringProperty("block_id", hit.block().id().value());
    out.writeStringProperty("label", hit.block().label());
    out.writeStringProperty("description", hit.block().description());
    out.writeNumberProperty("score", hit.score());
    out.writeStringProperty("excerpt", hit.excerpt().text());
    out.writeStringProperty("snippet", hit.excerpt().html());
    out.writeEndObject();
  }
}
