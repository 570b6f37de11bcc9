package dev.mneme.http.rest;

import dev.mneme.agent.Permission;
import dev.mneme.agent.RepositoryName;
import dev.mneme.agent.SharedRepositoryId;
import dev.mneme.api.CommitJson;
import dev.mneme.api.Fields;
import dev.mneme.api.Problems;
import dev.mneme.api.RepositoryJson;
import dev.mneme.http.Exchange;
import dev.mneme.http.Query;
import dev.mneme.http.Reply;
import dev.mneme.memory.HistoryService;
import dev.mneme.memory.SharedRepositoryService;
import java.io.IOException;
import java.util.Objects;

/** {@code /v1/repositories} and those of an agent: rest.md §7. */
final class RepositoryEndpoints {
  private static final String ONE = "/v1/repositories/{repository_id}";
  private static final String OF_AGENT = "/v1/agents/{agent_id}/repositories";
  private static final SharedRepositoryId NONE =
      new SharedRepositoryId("repo-00000000-0000-4000-8000-000000000000");
  private static final RepositoryName NAMELESS = new RepositoryName("-");

  private final SharedRepositoryService repositories;
  private final HistoryService history;

  RepositoryEndpoints(SharedRepositoryService repositories, HistoryService history) {
    this.repositories = repositories;
    this.history = history;
  }

  void addTo(JsonRoutes routes) {
    routes
        .post("/v1/repositories", this::create)
        .get("/v1/repositories", this::list)
        .get(ONE, this::get)
        .delete(ONE, this::delete)
        .get(ONE + "/versions", this::versions)
        .get(OF_AGENT, this::ofAgent)
        .post(OF_AGENT, this::attach)
        .delete(OF_AGENT + "/{repository_id}", this::detach);
  }

  private Reply create(Exchange exchange) throws IOException {
    RepositoryName name = exchange.read(RepositoryEndpoints::name);
    var created = repositories.create(name, Callers.of(exchange));
    return Reply.json(out -> RepositoryJson.write(out, created));
  }

  private static RepositoryName name(Fields body, Problems problems) {
    String name = body.requiredText("name");
    if (RepositoryName.isName(name)) {
      return new RepositoryName(name);
    }
    if (body.has("name")) {
      body.refuse(
          "name",
          "string_pattern_mismatch",
          "A repository's name has 1 to 64 letters, digits, '.', '_' and '-', and is not '.', '..'"
              + " or 'memory'");
    }
    return NAMELESS;
  }

  private Reply list(Exchange exchange) {
    Query query = exchange.query();
    int limit = query.limit(50);
    int offset = query.offset();
    query.check();
    var found = repositories.list(Callers.of(exchange).actor(), limit, offset);
    return Reply.json(out -> {
      out.writeStartObject().writeArrayPropertyStart("repositories");
      found.repositories().forEach(each -> RepositoryJson.write(out, each));
      out.writeEndArray().writeBooleanProperty("has_next_page", found.hasMore()).writeEndObject();
    });
  }

  private Reply get(Exchange exchange) {
    var found = repositories.get(Paths.repository(exchange), Callers.of(exchange).actor());
    return Reply.json(out -> RepositoryJson.write(out, found));
  }

  private Reply delete(Exchange exchange) {
    repositories.delete(Paths.repository(exchange), Callers.of(exchange));
    return done();
  }

  private Reply versions(Exchange exchange) {
    SharedRepositoryId id = Paths.repository(exchange);
    Query query = exchange.query();
    int limit = query.limit(20);
    query.check();
    var page = history.versions(id, query.text("path").orElse(null), limit, Callers.of(exchange));
    return Reply.json(out -> CommitJson.writeVersions(out, page));
  }

  private Reply ofAgent(Exchange exchange) {
    var found = repositories.of(Paths.agent(exchange));
    return Reply.json(out -> {
      out.writeStartObject().writeArrayPropertyStart("repositories");
      found.forEach(each -> RepositoryJson.write(out, each.repository(), each.permission()));
      out.writeEndArray().writeEndObject();
    });
  }

  private record Attachment(SharedRepositoryId repository, Permission permission) {}

  private Reply attach(Exchange exchange) throws IOException {
    var agent = Paths.agent(exchange);
    Attachment wanted = exchange.read(RepositoryEndpoints::attachment);
    var made =
        repositories.attach(agent, wanted.repository(), wanted.permission(), Callers.of(exchange));
    return Reply.json(out -> RepositoryJson.write(out, made.repository(), made.permission()));
  }

  private static Attachment attachment(Fields body, Problems problems) {
    return new Attachment(repository(body), permission(body));
  }

  private static SharedRepositoryId repository(Fields body) {
    String id = body.requiredText("repository_id");
    if (SharedRepositoryId.isId(id)) {
      return new SharedRepositoryId(id);
    }
    if (body.has("repository_id")) {
      body.refuse("repository_id", "string_pattern_mismatch", "Input should match repo-{uuid4}");
    }
    return NONE;
  }

  private static Permission permission(Fields body) {
    String word = Objects.requireNonNullElse(body.text("permissions"), "read_write");
    return Permission.of(word)
        .orElseGet(() -> {
          body.refuse("permissions", "literal_error", "Input should be 'read' or 'read_write'");
          return Permission.READ;
        });
  }

  private Reply detach(Exchange exchange) {
    repositories.detach(Paths.agent(exchange), Paths.repository(exchange), Callers.of(exchange));
    return done();
  }

  private static Reply done() {
    return Reply.json(out -> out.writeStartObject().writeEndObject());
  }
}
