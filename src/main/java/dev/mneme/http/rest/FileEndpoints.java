package dev.mneme.http.rest;

import dev.mneme.agent.AgentId;
import dev.mneme.api.FileJson;
import dev.mneme.http.Exchange;
import dev.mneme.http.Reply;
import dev.mneme.memory.FileBytes;
import dev.mneme.memory.FileService;
import dev.mneme.memory.FileService.ArchiveFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /v1/agents/{id}/memory/…}: the files of a memory at any time, time.md. */
final class FileEndpoints {
  private static final String MEMORY = "/v1/agents/{agent_id}/memory";
  private static final Map<String, ArchiveFormat> FORMATS =
      Map.of("zip", ArchiveFormat.ZIP, "tar.gz", ArchiveFormat.TAR_GZ);

  private final FileService files;

  FileEndpoints(FileService files) {
    this.files = files;
  }

  void addTo(JsonRoutes routes) {
    routes
        .get(MEMORY + "/files", this::list)
        .get(MEMORY + "/files/{path...}", this::read)
        .get(MEMORY + "/blame/{path...}", this::blame)
        .get(MEMORY + "/export", this::export);
  }

  private Reply list(Exchange exchange) {
    AgentId agent = Paths.agent(exchange);
    String prefix = exchange.query().text("prefix").orElse("");
    var list = files.list(agent, Paths.at(exchange), prefix, Callers.of(exchange));
    return Reply.json(out -> FileJson.write(out, list));
  }

  private Reply read(Exchange exchange) {
    AgentId agent = Paths.agent(exchange);
    FileBytes file = files.read(agent, path(exchange), Paths.at(exchange), Callers.of(exchange));
    boolean known = !Preconditions.ifNoneMatch(exchange).holds(file.file().blobId());
    Reply reply = known ? Reply.empty(304) : content(file);
    return reply
        .with("ETag", Replies.tag(file.file().blobId()))
        .with("Mneme-Commit", file.commit());
  }

  /** Whatever a file holds, no browser may take it for a page of ours. */
  private static Reply content(FileBytes file) {
    Reply reply =
        Reply.stream(200, type(file), out -> out.write(file.bytes()))
            .with("X-Content-Type-Options", "nosniff")
            .with("Content-Security-Policy", "sandbox; default-src 'none'");
    @Nullable Integer tokens = file.tokens();
    return tokens == null ? reply : reply.with("Mneme-Tokens", tokens.toString());
  }

  private static String type(FileBytes file) {
    if (!file.isText()) {
      return "application/octet-stream";
    }
    String subtype = file.file().path().endsWith(".md") ? "markdown" : "plain";
    return "text/%s; charset=utf-8".formatted(subtype);
  }

  private Reply blame(Exchange exchange) {
    AgentId agent = Paths.agent(exchange);
    var lines = files.blame(agent, path(exchange), Paths.at(exchange), Callers.of(exchange));
    return Reply.json(out -> FileJson.writeBlame(out, lines));
  }

  private Reply export(Exchange exchange) {
    AgentId agent = Paths.agent(exchange);
    var format = exchange.query().choice("format", FORMATS, ArchiveFormat.ZIP);
    exchange.query().check();
    var export = files.export(agent, Paths.at(exchange), format, Callers.of(exchange));
    String name = "%s-%s.%s".formatted(agent, export.commit().substring(0, 8), suffix(format));
    return Reply.stream(200, type(format), export.writer()::writeTo)
        .with("Content-Disposition", "attachment; filename=\"%s\"".formatted(name))
        .with("Mneme-Commit", export.commit());
  }

  private static String suffix(ArchiveFormat format) {
    return switch (format) {
      case ZIP -> "zip";
      case TAR_GZ -> "tar.gz";
    };
  }

  private static String type(ArchiveFormat format) {
    return switch (format) {
      case ZIP -> "application/zip";
      case TAR_GZ -> "application/gzip";
    };
  }

  private static String path(Exchange exchange) {
    return exchange.parameter("path");
  }
}
