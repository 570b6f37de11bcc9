package dev.mneme.http.rest;

import dev.mneme.api.Model;
import dev.mneme.http.Endpoint;
import dev.mneme.http.Exchange;
import dev.mneme.http.Query;
import dev.mneme.http.Reply;
import dev.mneme.memory.AgentService;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What Letta's clients ask for at their start and that has nothing to do with memory: rest.md §6.
 */
final class StubEndpoints {
  private static final String NO_MODELS =
      "Mneme keeps the memory of agents and runs no models: there are no conversations and messages"
          + " here. Run the agent with a harness, and let it use this server for its memory.";

  private final AgentService agents;
  private final Replies replies;

  StubEndpoints(AgentService agents, Replies replies) {
    this.agents = agents;
    this.replies = replies;
  }

  void addTo(JsonRoutes routes) {
    routes
        .get("/v1/models", this::models)
        .post("/v1/tools/add-base-tools", exchange -> replies.texts(List.of()))
        .patch("/v1/agents/{agent_id}/tools/attach/{tool_id}", this::agent)
        .patch("/v1/agents/{agent_id}/tools/detach/{tool_id}", this::agent);
    for (String name : List.of("tools", "secrets", "mcp-servers", "folders", "files")) {
      routes.get("/v1/agents/{agent_id}/" + name, this::nothingOfAgent);
    }
    for (String path : List.of("/v1", "/v1/agents/{agent_id}")) {
      refuse(routes, path + "/conversations");
      refuse(routes, path + "/messages");
    }
  }

  private static void refuse(JsonRoutes routes, String path) {
    Endpoint refusal = exchange -> Reply.detail(501, NO_MODELS).inVain();
    routes.all(path, refusal).all(path + "/{rest...}", refusal);
  }

  private Reply models(Exchange exchange) {
    List<Model> chosen = replies.models().stream().filter(chosenBy(exchange.query())).toList();
    return Reply.json(out -> {
      out.writeStartArray();
      chosen.forEach(model -> model.write(out));
      out.writeEndArray();
    });
  }

  /**
   * Letta's filters. A provider's type is its name with us, and no model is of a user's own key.
   */
  private static Predicate<Model> chosenBy(Query query) {
    List<String> categories = query.texts("provider_category");
    List<String> providers =
        Stream.of("provider_name", "provider_type").flatMap(n -> query.text(n).stream()).toList();
    return model ->
        (categories.isEmpty() || categories.contains(Model.CATEGORY))
            && providers.stream().allMatch(model.provider()::equals);
  }

  private Reply agent(Exchange exchange) {
    return replies.agent(agents.get(Paths.agent(exchange)));
  }

  private Reply nothingOfAgent(Exchange exchange) {
    agents.get(Paths.agent(exchange));
    return replies.texts(List.of());
  }
}
