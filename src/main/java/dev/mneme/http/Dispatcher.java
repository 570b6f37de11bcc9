package dev.mneme.http;

import java.io.IOException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Takes each request to its endpoint, and whatever comes of it back to the caller. */
final class Dispatcher extends Handler.Abstract {
  private final Routes routes;
  private final Access access;
  private final long bodyLimitBytes;
  private final String version;

  Dispatcher(Routes routes, Access access, long bodyLimitBytes, String version) {
    this.routes = routes;
    this.access = access;
    this.bodyLimitBytes = bodyLimitBytes;
    this.version = version;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = new Exchange(request, bodyLimitBytes);
    response.getHeaders().put("Mneme-Version", version);
    try {
      send(answer(exchange), exchange, request, response);
      callback.succeeded();
    } catch (Throwable failure) {
      callback.failed(failure);
    }
    return true;
  }

  private Reply answer(Exchange exchange) {
    try {
      Reply reply = route(exchange);
      return exchange.isFromGit() ? reply.forGit() : reply;
    } catch (Throwable failure) {
      return error(failure, exchange);
    }
  }

  private static Reply error(Throwable failure, Exchange exchange) {
    Reply reply = Errors.reply(failure, exchange);
    return exchange.isFromGit() ? reply.forGit() : reply;
  }

  private Reply route(Exchange exchange) throws IOException {
    var match = routes.find(exchange.method(), RawPath.of(exchange.rawPath()));
    access.admit(exchange, match instanceof Routes.Match.Found found && found.route().open());
    return switch (match) {
      case Routes.Match.Found found -> {
        exchange.routed(found.parameters());
        yield found.route().endpoint().answer(exchange);
      }
      case Routes.Match.WrongMethod wrong ->
          Reply.detail(405, "Method Not Allowed").with("Allow", String.join(", ", wrong.allowed()));
      case Routes.Match.Unknown unknown -> Reply.detail(404, "Not Found");
    };
  }

  /** Sends a reply; if its body fails before anything has left, the failure's reply instead. */
  private void send(Reply reply, Exchange exchange, Request request, Response response)
      throws IOException {
    ReplyStream out = new ReplyStream(response);
    try {
      out.begin(reply);
      reply.body().writeTo(out);
    } catch (Throwable failure) {
      if (response.isCommitted()) {
        throw failure;
      }
      Reply instead = error(failure, exchange);
      out.begin(instead);
      instead.body().writeTo(out);
    }
    if (exchange.mayBeReadOn()) {
      UnreadBody.discard(request);
    }
    out.close();
  }
}
