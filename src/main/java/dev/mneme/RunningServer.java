package dev.mneme;

import dev.mneme.cli.StartedServer;
import dev.mneme.config.Settings;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A server that answers, until it is closed. Safe for use by several threads. */
public final class RunningServer implements StartedServer {
  private final URI url;
  private final CountDownLatch closed = new CountDownLatch(1);

  RunningServer(Settings settings) {
    this.url = URI.create("http://%s:%d".formatted(settings.http().bind(), settings.http().port()));
  }

  @Override
  public URI url() {
    return url;
  }

  @Override
  public Optional<String> demoAgent() {
    return Optional.empty();
  }

  @Override
  public void awaitClose() throws InterruptedException {
    closed.await();
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
