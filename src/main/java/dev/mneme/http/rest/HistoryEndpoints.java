package dev.mneme.http.rest;

import dev.mneme.agent.AgentId;
import dev.mneme.api.CommitJson;
import dev.mneme.api.InvalidRequestException;
import dev.mneme.history.Comparison;
import dev.mneme.http.Exchange;
import dev.mneme.http.Query;
import dev.mneme.http.Reply;
import dev.mneme.memory.Attribution;
import dev.mneme.memory.HistoryFilter;
import dev.mneme.memory.HistoryService;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /v1/agents/{id}/memory/…}: what happened to a memory, time.md. */
final class HistoryEndpoints {
  private static final String MEMORY = "/v1/agents/{agent_id}/memory";
  private static final String PATCH = "text/x-diff";
  private static final Map<String, String> KINDS =
      Attribution.AUTHOR_KINDS.stream()
          .collect(Collectors.toMap(Function.identity(), Function.identity()));

  private final HistoryService history;

  HistoryEndpoints(HistoryService history) {
    this.history = history;
  }

  void addTo(JsonRoutes routes) {
    routes.get(MEMORY + "/history", this::page);
    routes.get(MEMORY + "/commits/{ref...}", this::commit);
    routes.get(MEMORY + "/diff", this::diff);
  }

  private Reply page(Exchange exchange) {
    AgentId agent = Paths.agent(exchange);
    Query query = exchange.query();
    var filter =
        new HistoryFilter(
            query.text("label").orElse(null),
            query.text("path").orElse(null),
            query
                .text("author_kind")
                .map(kind -> query.choice("author_kind", KINDS, kind))
                .orElse(null),
            query.text("run").orElse(null),
            query.text("before").orElse(null),
            query.limit(50));
    query.check();
    var page = history.page(agent, filter, Callers.of(exchange));
    return Reply.json(out -> CommitJson.write(out, page));
  }

  private Reply commit(Exchange exchange) {
    AgentId agent = Paths.agent(exchange);
    var commit = history.commit(agent, exchange.parameter("ref"), Callers.of(exchange));
    return Reply.json(out -> CommitJson.write(out, commit));
  }

  private Reply diff(Exchange exchange) {
    AgentId agent = Paths.agent(exchange);
    Attribution by = Callers.of(exchange);
    String from = exchange.query().text("from").orElseThrow(HistoryEndpoints::missingFrom);
    @Nullable String to = exchange.query().text("to").orElse(null);
    @Nullable String path = exchange.query().text("path").orElse(null);
    if (exchange.header("Accept").orElse("").contains(PATCH)) {
      return Reply.stream(
          200,
          PATCH + "; charset=utf-8",
          out -> history.writePatch(agent, from, to, path, by, out));
    }
    return diff(history.diff(agent, from, to, path, by));
  }

  private static InvalidRequestException missingFrom() {
    return InvalidRequestException.of(
        "missing", List.of("query", "from"), "Field required", Map.of());
  }

  private static Reply diff(Comparison comparison) {
    return Reply.json(out -> {
      out.writeStartObject();
      out.writeStringProperty("from", comparison.from());
      out.writeStringProperty("to", comparison.to());
      CommitJson.writeChanges(out, comparison.patches());
      out.writeEndObject();
    });
  }
}
