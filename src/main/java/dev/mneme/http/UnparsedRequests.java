package dev.mneme.http;

import java.util.Objects;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers what was refused before our own code saw it: headers too large, a path no URI can be. */
final class UnparsedRequests implements Request.Handler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String reason =
        Objects.requireNonNullElse(HttpStatus.getMessage(response.getStatus()), "Error");
    response.getHeaders().put("Content-Type", "application/json");
    Content.Sink.write(response, true, "{\"detail\":\"%s\"}".formatted(reason), callback);
    return true;
  }
}
