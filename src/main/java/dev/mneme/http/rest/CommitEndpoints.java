package dev.mneme.http.rest;

import dev.mneme.agent.AgentId;
import dev.mneme.http.Exchange;
import dev.mneme.http.Reply;
import dev.mneme.http.Routes;
import dev.mneme.memory.Attribution;
import dev.mneme.memory.CommitService;
import dev.mneme.memory.UndoService;
import dev.mneme.memory.Written;
import java.io.IOException;
import java.util.Objects;

/** {@code /v1/agents/{id}/memory/…}: what changes the files of a memory, time.md. */
final class CommitEndpoints {
  private static final String MEMORY = "/v1/agents/{agent_id}/memory";
  private static final String FILE = MEMORY + "/files/{path...}";

  private final CommitService commits;
  private final UndoService undo;

  CommitEndpoints(CommitService commits, UndoService undo) {
    this.commits = commits;
    this.undo = undo;
  }

  /**
   * Adds the routes. The body of a file may be of any type: that no page elsewhere can write one is
   * the browser's care, which asks before every PUT.
   */
  void addTo(Routes routes, JsonRoutes json) {
    routes.add("PUT", FILE, this::put);
    json.delete(FILE, this::delete)
        .post(MEMORY + "/commits", this::commit)
        .post(MEMORY + "/restore", this::restore)
        .post(MEMORY + "/revert", this::revert);
  }

  private Reply put(Exchange exchange) throws IOException {
    AgentId agent = Paths.agent(exchange);
    Attribution by = Callers.of(exchange);
    byte[] bytes = exchange.bytes();
    return Replies.written(
        commits.put(agent, path(exchange), bytes, Preconditions.of(exchange), by));
  }

  private Reply delete(Exchange exchange) {
    AgentId agent = Paths.agent(exchange);
    return Replies.written(
        commits.delete(agent, path(exchange), Preconditions.of(exchange), Callers.of(exchange)));
  }

  private static String path(Exchange exchange) {
    return exchange.parameter("path");
  }

  private Reply commit(Exchange exchange) throws IOException {
    AgentId agent = Paths.agent(exchange);
    var commit = exchange.read(CommitReader::commit);
    return Replies.written(commits.commit(agent, commit, Callers.of(exchange)));
  }

  private Reply restore(Exchange exchange) throws IOException {
    AgentId agent = Paths.agent(exchange);
    var order = exchange.read(CommitReader::restore);
    return Replies.written(
        undo.restore(agent, order.to(), order.labels(), order.message(), Callers.of(exchange)));
  }

  private Reply revert(Exchange exchange) throws IOException {
    AgentId agent = Paths.agent(exchange);
    var order = exchange.read(CommitReader::revert);
    return Replies.written(revert(agent, order, Callers.of(exchange)));
  }

  private Written revert(AgentId agent, CommitReader.Revert order, Attribution by) {
    return order.run() == null || order.run().isEmpty()
        ? undo.revert(agent, Objects.requireNonNull(order.commits()), order.message(), by)
        : undo.revertRun(agent, order.run(), order.message(), by);
  }
}
