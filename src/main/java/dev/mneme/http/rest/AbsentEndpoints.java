package dev.mneme.http.rest;

import dev.mneme.http.Endpoint;
import dev.mneme.http.Exchange;
import dev.mneme.http.Reply;
import dev.mneme.memory.AgentService;
import dev.mneme.memory.NotFoundException;
import java.util.List;

/**
 * The rest of Letta's API, of which there is nothing here: its lists are empty, what is looked up
 * is not there, and what would make or run something is refused with a sentence. So a program that
 * also looks at its runs or folders goes on, and one that needs them is told.
 */
final class AbsentEndpoints {
  private static final List<String> COLLECTIONS =
      List.of("archives", "folders", "mcp-servers", "runs", "steps", "tools");
  private static final List<String> CLOUD =
      List.of("client-side-access-tokens", "environments", "templates");
  private static final String AGENT = "/v1/agents/{agent_id}";

  private final AgentService agents;
  private final Replies replies;

  AbsentEndpoints(AgentService agents, Replies replies) {
    this.agents = agents;
    this.replies = replies;
  }

  void addTo(JsonRoutes routes) {
    COLLECTIONS.forEach(name -> addCollection(routes, name));
    CLOUD.forEach(name -> routes.all("/v1/" + name, missing(name)));
    routes
        .get("/v1/models/embedding", this::nothing)
        .post("/v1/tools/search", this::nothing)
        .put("/v1/tools", refusal("tools"))
        .post("/v1/passages/search", this::nothing);
    routes.routes().add("POST", "/v1/agents/import", refusal("agents out of an export"));
    addToAgents(routes);
    addArchivalMemory(routes);
    addSchedule(routes);
  }

  private void addCollection(JsonRoutes routes, String name) {
    routes
        .get("/v1/" + name, this::nothing)
        .post("/v1/" + name, refusal(name))
        .all("/v1/" + name + "/{rest...}", missing(name));
  }

  private void addToAgents(JsonRoutes routes) {
    for (String name : List.of("archives", "folders", "identities")) {
      routes
          .patch(AGENT + "/" + name + "/attach/{id}", missing(name))
          .patch(AGENT + "/" + name + "/detach/{id}", missing(name));
    }
    routes
        .patch(AGENT + "/files/close-all", ofAgent(this::nothing))
        .patch(AGENT + "/files/{id}/open", missing("files"))
        .patch(AGENT + "/files/{id}/close", missing("files"))
        .patch(AGENT + "/tools/approval/{name}", this::agent)
        .post(AGENT + "/tools/{name}/run", ofAgent(refusal("runs of tools")))
        .patch(AGENT + "/reset-messages", this::agent)
        .post(AGENT + "/summarize", ofAgent(refusal("summaries")))
        .get(AGENT + "/export", ofAgent(refusal("exports; clone the agent's git memory instead")));
  }

  private void addArchivalMemory(JsonRoutes routes) {
    String path = AGENT + "/archival-memory";
    routes
        .get(path, ofAgent(this::nothing))
        .post(path, ofAgent(refusal("passages; keep what should last in a block")))
        .get(path + "/search", ofAgent(exchange -> noPassages()))
        .delete(path + "/{id}", missing("passages"));
  }

  private void addSchedule(JsonRoutes routes) {
    String path = AGENT + "/schedule";
    routes
        .get(path, ofAgent(exchange -> noSchedule()))
        .post(path, ofAgent(refusal("scheduled messages")))
        .all(path + "/{id}", missing("scheduled messages"));
  }

  private Endpoint ofAgent(Endpoint endpoint) {
    return exchange -> {
      agents.get(Paths.agent(exchange));
      return endpoint.answer(exchange);
    };
  }

  private Reply agent(Exchange exchange) {
    return replies.agent(agents.get(Paths.agent(exchange)));
  }

  private Reply nothing(Exchange exchange) {
    return replies.texts(List.of());
  }

  private static Reply noPassages() {
    return Reply.json(out -> {
      out.writeStartObject().writeNumberProperty("count", 0);
      out.writeArrayPropertyStart("results").writeEndArray().writeEndObject();
    });
  }

  private static Reply noSchedule() {
    return Reply.json(out -> {
      out.writeStartObject().writeBooleanProperty("has_next_page", false);
      out.writeArrayPropertyStart("scheduled_messages").writeEndArray().writeEndObject();
    });
  }

  private static Endpoint missing(String what) {
    return exchange -> {
      throw new NotFoundException("Mneme keeps the memory of agents and has no " + what);
    };
  }

  private static Endpoint refusal(String what) {
    return exchange ->
        Reply.detail(501, "Mneme keeps the memory of agents and makes no " + what).inVain();
  }
}
