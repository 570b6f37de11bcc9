package dev.mneme.webhooks;

import dev.mneme.events.DeliveryId;
import dev.mneme.events.Webhook;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * Sends one delivery once. It connects only to addresses that it has just checked, whatever the
 * name meant before, and follows no redirect. Safe for any number of threads.
 */
final class Sender implements AutoCloseable {
  private static final int MOST_ANSWER_BYTES = 64 * 1024;
  private static final int MOST_CONNECTIONS = 64;
  private final HttpClient client = new HttpClient();
  private final Addresses addresses;
  private final Duration timeout;
  private final InstantSource clock;
  private boolean closed;

  /**
   * Sends nothing yet.
   *
   * @param timeout how long an attempt may take, from the look-up of the name to the end of the
   *     answer
   * @param version of this program, for the receiver's log
   */
  Sender(Addresses addresses, Duration timeout, String version, InstantSource clock) {
    this.addresses = addresses;
    this.timeout = timeout;
    this.clock = clock;
    configure(version);
  }

  private void configure(String version) {
    client.setName("webhooks");
    client.setExecutor(threads());
    client.setFollowRedirects(false);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setConnectTimeout(timeout.toMillis());
    client.setMaxConnectionsPerDestination(MOST_CONNECTIONS);
    client.setMaxResponseHeadersSize(MOST_ANSWER_BYTES);
    client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "Mneme/" + version));
    client.setSocketAddressResolver(this::resolve);
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(8, 1);
    threads.setName("webhooks");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(new VirtualThreadPool());
    return threads;
  }

  /**
   * At the first use: most servers send nothing, ever. What a receiver answers is taken as it is,
   * also where the client would have ideas about it.
   */
  private synchronized HttpClient client() {
    if (closed) {
      throw new CancellationException("the server was stopped");
    }
    if (client.isStopped()) {
      try {
        client.start();
        client.getProtocolHandlers().clear();
      } catch (Exception e) {
        throw new IllegalStateException("webhooks cannot be sent", e);
      }
    }
    return client;
  }

  /** On a thread of its own: a look-up may take longer than the whole attempt may. */
  private void resolve(
      String host,
      int port,
      Map<String, Object> context,
      Promise<List<InetSocketAddress>> promise) {
    Thread.ofVirtual()
        .name("webhook-name")
        .start(() -> {
          try {
            promise.succeeded(
                addresses.of(host).stream()
                    .map(address -> new InetSocketAddress(address, port))
                    .toList());
          } catch (UnknownHostException | RuntimeException e) {
            promise.failed(e);
          }
        });
  }

  /** Sends a body; returns when it is taken, refused, or the time is over. */
  Outcome send(Webhook webhook, DeliveryId id, byte[] body) {
    try {
      return send(request(webhook, id, body));
    } catch (CancellationException e) {
      return new Outcome.Failed(why(e));
    }
  }

  private Outcome send(Request request) {
    try {
      ContentResponse answer =
          new CompletableResponseListener(request, MOST_ANSWER_BYTES)
              .send()
              .get(timeout.toMillis() + 500, TimeUnit.MILLISECONDS);
      return HttpStatus.isSuccess(answer.getStatus())
          ? new Outcome.Taken()
          : new Outcome.Failed(refused(answer.getStatus()));
    } catch (ExecutionException e) {
      return new Outcome.Failed(why(Objects.requireNonNullElse(e.getCause(), e)));
    } catch (TimeoutException e) {
      var _ = request.abort(e);
      return new Outcome.Failed(why(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var _ = request.abort(e);
      return new Outcome.Failed(why(new CancellationException()));
    }
  }

  private Request request(Webhook webhook, DeliveryId id, byte[] body) {
    Instant now = clock.instant();
    return client()
        .newRequest(webhook.url().uri())
        .method(HttpMethod.POST)
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .headers(headers ->
            headers
                .put("webhook-id", id.value())
                .put("webhook-timestamp", String.valueOf(now.getEpochSecond()))
                .put("webhook-signature", Signature.of(webhook.secret(), id, now, body)))
        .body(new BytesRequestContent("application/json", body));
  }

  private static String refused(int answer) {
    return HttpStatus.isRedirection(answer)
        ? "answered %d; redirects are not followed, give the url it leads to".formatted(answer)
        : "answered %d".formatted(answer);
  }

  /** Our own words: what others say may hold anything. */
  private String why(Throwable cause) {
    return switch (cause) {
      case ForbiddenAddressException forbidden -> String.valueOf(forbidden.getMessage());
      case UnknownHostException unknown -> "the host is not known";
      case TimeoutException late -> "no whole answer within %s".formatted(shown(timeout));
      case ConnectException refused -> "could not be connected to";
      case CancellationException stopped -> "the server was stopped";
      case SSLException untrusted -> "no trusted TLS connection could be made";
      default ->
          "the connection or the answer broke (%s)".formatted(cause.getClass().getSimpleName());
    };
  }

  private static String shown(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  /** Ends what is being sent. */
  @Override
  public synchronized void close() {
    closed = true;
    try {
      client.stop();
    } catch (Exception e) {
      throw new IllegalStateException("webhooks cannot be stopped", e);
    }
  }
}
