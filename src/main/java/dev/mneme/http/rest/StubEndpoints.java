package dev.mneme.http.rest;

import dev.mneme.http.Endpoint;
import dev.mneme.http.Exchange;
import dev.mneme.http.Reply;
import dev.mneme.http.Routes;
import dev.mneme.memory.AgentService;
import java.util.List;

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
        .get("/v1/tools", exchange -> replies.texts(List.of()))
        .post("/v1/tools/add-base-tools", exchange -> replies.texts(List.of()))
        .patch("/v1/agents/{agent_id}/tools/attach/{tool_id}", this::agent)
        .patch("/v1/agents/{agent_id}/tools/detach/{tool_id}", this::agent)
        .get("/v1/repositories", exchange -> noRepositories(true))
        .get("/v1/agents/{agent_id}/repositories", this::repositories);
    for (String name : List.of("tools", "secrets", "mcp-servers", "folders", "files")) {
      routes.get("/v1/agents/{agent_id}/" + name, this::nothingOfAgent);
    }
    refuse(routes.routes(), "/v1/conversations");
    refuse(routes.routes(), "/v1/messages");
    refuse(routes.routes(), "/v1/agents/{agent_id}/messages");
    refuse(routes.routes(), "/v1/agents/{agent_id}/conversations");
  }

  private static void refuse(Routes routes, String path) {
    Endpoint refusal = exchange -> Reply.detail(501, NO_MODELS);
    for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
      routes.add(method, path, refusal).add(method, path + "/{rest...}", refusal);
    }
  }

  private Reply models(Exchange exchange) {
    return Reply.json(out -> {
      out.writeStartArray();
      replies.models().forEach(model -> model.write(out));
      out.writeEndArray();
    });
  }

  private Reply agent(Exchange exchange) {
    return replies.agent(agents.get(Paths.agent(exchange)));
  }

  private Reply nothingOfAgent(Exchange exchange) {
    agents.get(Paths.agent(exchange));
    return replies.texts(List.of());
  }

  private Reply repositories(Exchange exchange) {
    agents.get(Paths.agent(exchange));
    return noRepositories(false);
  }

  private static Reply noRepositories(boolean paged) {
    return Reply.json(out -> {
      out.writeStartObject().writeArrayPropertyStart("repositories").writeEndArray();
      if (paged) {
        out.writeBooleanProperty("has_next_page", false);
      }
      out.writeEndObject();
    });
  }
}
