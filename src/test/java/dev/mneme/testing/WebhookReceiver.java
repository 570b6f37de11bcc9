package dev.mneme.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mneme.api.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is sent events: takes them all with 204, unless told otherwise, and keeps what came.
 */
public final class WebhookReceiver implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Delivery> came = new LinkedBlockingQueue<>();
  private final ConcurrentLinkedQueue<Reaction> reactions = new ConcurrentLinkedQueue<>();
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private volatile Reaction usual = answering(204);

  private WebhookReceiver(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::receive);
    server.start();
  }

  /** How a delivery is answered. */
  @FunctionalInterface
  public interface Reaction {
    /** Answers, or not. */
    void to(HttpExchange exchange) throws IOException;
  }

  /** One that listens on a free port of this machine. */
  public static WebhookReceiver start() {
    return new WebhookReceiver(0);
  }

  /** One that listens where another one did. */
  public static WebhookReceiver startOn(int port) {
    return new WebhookReceiver(port);
  }

  /** Answers with a status, and nothing else. */
  public static Reaction answering(int status) {
    return exchange -> exchange.sendResponseHeaders(status, -1);
  }

  /** The next deliveries are answered so, one by one; after that as usual. */
  public WebhookReceiver next(Reaction... some) {
    reactions.addAll(List.of(some));
    return this;
  }

  /** Deliveries are usually answered so. */
  public WebhookReceiver usually(Reaction reaction) {
    usual = reaction;
    return this;
  }

  private void receive(HttpExchange exchange) throws IOException {
    mostAtOnce.accumulateAndGet(now.incrementAndGet(), Math::max);
    try (exchange) {
      came.add(Delivery.of(exchange));
      Reaction reaction = reactions.poll();
      (reaction == null ? usual : reaction).to(exchange);
    } finally {
      now.decrementAndGet();
    }
  }

  /** Something that came. */
  public record Delivery(
      String method,
      String path,
      String contentType,
      String userAgent,
      String id,
      String timestamp,
      String signature,
      byte[] body) {
    private static Delivery of(HttpExchange exchange) throws IOException {
      var headers = exchange.getRequestHeaders();
      return new Delivery(
          exchange.getRequestMethod(),
          exchange.getRequestURI().toString(),
          String.valueOf(headers.getFirst("Content-Type")),
          String.valueOf(headers.getFirst("User-Agent")),
          String.valueOf(headers.getFirst("webhook-id")),
          String.valueOf(headers.getFirst("webhook-timestamp")),
          String.valueOf(headers.getFirst("webhook-signature")),
          exchange.getRequestBody().readAllBytes());
    }

    /** The body as plain values. */
    public Map<?, ?> json() {
      ApiContract.get().checkEvent(body);
      return (Map<?, ?>) Objects.requireNonNull(Json.parse(body));
    }

    /** The body as text. */
    public String text() {
      return new String(body, UTF_8);
    }

    /** A member of what is particular to its type. */
    public @Nullable Object data(String name) {
      return ((Map<?, ?>) Objects.requireNonNull(json().get("data"))).get(name);
    }

    /** The id of its event. */
    public String event() {
      return String.valueOf(json().get("id"));
    }

    /** The type of its event. */
    public String type() {
      return String.valueOf(json().get("type"));
    }

    /** As a receiver checks it who has read what Standard Webhooks says, and shares no code. */
    public boolean isSignedWith(byte[] key) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] signed = mac.doFinal((id + "." + timestamp + "." + text()).getBytes(UTF_8));
        return signature.equals("v1," + Base64.getEncoder().encodeToString(signed));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Waits for the next delivery. */
  public Delivery take() {
    try {
      Delivery delivery = came.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(delivery).as("a delivery within %d s", PATIENCE_SECONDS).isNotNull();
      return Objects.requireNonNull(delivery);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits for so many. */
  public List<Delivery> take(int count) {
    List<Delivery> deliveries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      deliveries.add(take());
    }
    return deliveries;
  }

  /** Waits for so many different ones: what comes again is left out, as a receiver has to. */
  public List<Delivery> takeDifferent(int count) {
    Map<String, Delivery> deliveries = new LinkedHashMap<>();
    while (deliveries.size() < count) {
      Delivery delivery = take();
      deliveries.putIfAbsent(delivery.id(), delivery);
    }
    return List.copyOf(deliveries.values());
  }

  /** Whether nothing came that was not taken yet. */
  public boolean isIdle() {
    return came.isEmpty();
  }

  /** How many were answered at the same time, at most. */
  public int mostAtOnce() {
    return mostAtOnce.get();
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Where it is reached. */
  public String url() {
    return "http://127.0.0.1:%d/hook?tenant=7".formatted(port());
  }

  /** Goes away in the middle of whatever it does. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
