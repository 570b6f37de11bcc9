package dev.mneme;

import dev.mneme.cli.StartedServer;
import dev.mneme.http.HttpServer;
import dev.mneme.http.Routes;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** A server that answers, until it is closed. Safe for use by several threads. */
public final class RunningServer implements StartedServer {
  private final HttpServer http;
  private final Optional<String> demoAgent;
  private final Runnable closeStreams;
  private final Runnable closeRest;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Holds what has been started.
   *
   * @param closeStreams ends the answers that would never end by themselves
   * @param closeRest closes what the endpoints stand on, after the last request is answered
   */
  RunningServer(
      HttpServer http, Optional<String> demoAgent, Runnable closeStreams, Runnable closeRest) {
    this.http = http;
    this.demoAgent = demoAgent;
    this.closeStreams = closeStreams;
    this.closeRest = closeRest;
  }

  @Override
  public URI url() {
    return http.uri();
  }

  /** What it answers. */
  public List<Routes.Declared> routes() {
    return http.routes();
  }

  @Override
  public Optional<String> demoAgent() {
    return demoAgent;
  }

  @Override
  public void awaitClose() throws InterruptedException {
    closed.await();
  }

  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      try {
        closeStreams.run();
        http.close();
      } finally {
        closeRest.run();
        closed.countDown();
      }
    }
  }
}
