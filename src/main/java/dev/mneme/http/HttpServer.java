package dev.mneme.http;

import dev.mneme.config.HttpSettings;
import dev.mneme.config.Limits;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** A server that listens. Thread-safe. */
public final class HttpServer implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

  /** How long a connection that a client keeps open without a request holds up a stop. */
  private static final Duration STOP_IDLE_TIMEOUT = Duration.ofMillis(100);

  /** Requests at once; each waits on its own virtual thread, so this bounds memory only. */
  private static final int MOST_REQUESTS = 4096;

  /** Beyond these no more are accepted until one ends. */
  private static final int MOST_CONNECTIONS = 8192;

  private final Server server;
  private final ServerConnector connector;
  private final Routes routes;

  private HttpServer(Server server, ServerConnector connector, Routes routes) {
    this.server = server;
    this.connector = connector;
    this.routes = routes;
  }

  /**
   * Starts to listen and returns when requests are answered. Prints nothing.
   *
   * @param version of this program, for the header {@code Mneme-Version}
   * @throws IOException if the address cannot be listened on; the message names it
   */
  public static HttpServer start(
      HttpSettings settings, Limits limits, Routes routes, String version) throws IOException {
    Server server = new Server(threads());
    ServerConnector connector = connector(server, settings);
    server.setConnectors(new ServerConnector[] {connector});
    server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
    var dispatcher = new Dispatcher(routes, Access.of(settings), limits.request().bytes(), version);
    server.setHandler(new GracefulHandler(dispatcher));
    server.setErrorHandler(new UnparsedRequests());
    server.setStopTimeout(STOP_TIMEOUT.toMillis());
    HttpServer started = new HttpServer(server, connector, routes);
    started.open(settings);
    return started;
  }

  private void open(HttpSettings settings) throws IOException {
    try {
      server.start();
    } catch (Exception e) {
      close();
      String place = "%s:%d".formatted(settings.bind(), settings.port());
      throw new IOException("cannot listen on %s: %s".formatted(place, cause(e)), e);
    }
  }

  private static String cause(Throwable e) {
    return e.getCause() == null ? String.valueOf(e.getMessage()) : cause(e.getCause());
  }

  /**
   * A few platform threads that select; everything that may wait is on virtual ones. The queue is
   * given because Jetty's own one starts JMX, to ask for the size of a cache line: at each start
   * that costs a fifth of a second.
   */
  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(16, 2, new LinkedBlockingQueue<>());
    threads.setName("http");
    threads.setVirtualThreadsExecutor(new VirtualThreadPool(MOST_REQUESTS));
    return threads;
  }

  private static ServerConnector connector(Server server, HttpSettings settings) {
    var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
    connector.setHost(settings.bind());
    connector.setPort(settings.port());
    connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
    connector.setShutdownIdleTimeout(STOP_IDLE_TIMEOUT.toMillis());
    connector.setAcceptQueueSize(512);
    return connector;
  }

  private static HttpConfiguration configuration() {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(32 * 1024);
    http.setResponseHeaderSize(32 * 1024);
    http.setUriCompliance(
        // Labels may be any text, and paths are matched as they were sent: nothing is ambiguous.
        UriCompliance.DEFAULT.with(
            "MNEME",
            Violation.AMBIGUOUS_PATH_SEPARATOR,
            Violation.AMBIGUOUS_PATH_SEGMENT,
            Violation.AMBIGUOUS_EMPTY_SEGMENT,
            Violation.AMBIGUOUS_PATH_ENCODING,
            Violation.AMBIGUOUS_PATH_PARAMETER,
            Violation.SUSPICIOUS_PATH_CHARACTERS,
            Violation.ILLEGAL_PATH_CHARACTERS,
            Violation.BAD_UTF8_ENCODING,
            Violation.TRUNCATED_UTF8_ENCODING,
            Violation.BAD_PERCENT_ENCODING));
    return http;
  }

  /** The port listened on, also where any free one was asked for. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Where this server is reached from this machine, without a slash at the end. */
  public URI uri() {
    String host =
        List.of("0.0.0.0", "::", "[::]").contains(connector.getHost())
            ? "127.0.0.1"
            : connector.getHost();
    String literal = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return URI.create("http://%s:%d".formatted(literal, port()));
  }

  /** What it answers. */
  public List<Routes.Declared> routes() {
    return routes.declared();
  }

  /** Takes no more connections, lets requests in flight finish for up to ten seconds, and stops. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The HTTP server did not stop cleanly", e);
    }
  }
}
