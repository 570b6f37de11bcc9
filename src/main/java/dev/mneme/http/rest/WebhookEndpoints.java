package dev.mneme.http.rest;

import dev.mneme.agent.AgentId;
import dev.mneme.api.Fields;
import dev.mneme.api.Problems;
import dev.mneme.api.WebhookJson;
import dev.mneme.block.Uuid4;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.DeliveryId;
import dev.mneme.events.EventType;
import dev.mneme.events.Webhook;
import dev.mneme.events.WebhookId;
import dev.mneme.events.WebhookSecret;
import dev.mneme.events.WebhookUrl;
import dev.mneme.http.Exchange;
import dev.mneme.http.Query;
import dev.mneme.http.Reply;
import dev.mneme.http.Routes;
import dev.mneme.memory.NotFoundException;
import dev.mneme.webhooks.NewWebhook;
import dev.mneme.webhooks.WebhookService;
import dev.mneme.webhooks.WebhookStatus;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /v1/webhooks}: who is sent events, and those that were not taken. */
public final class WebhookEndpoints {
  private static final String ALL = "/v1/webhooks";
  private static final String ONE = ALL + "/{webhook_id}";
  private static final String LETTERS = ONE + "/dead-letters";
  private static final String LETTER = LETTERS + "/{delivery_id}";
  private static final WebhookUrl NOWHERE = new WebhookUrl(URI.create("https://example.invalid"));
  private static final String TYPES =
      Arrays.stream(EventType.values())
          .map(type -> "'" + type + "'")
          .collect(Collectors.joining(", "));
  private final WebhookService webhooks;

  /** Answers with what a service says. */
  public WebhookEndpoints(WebhookService webhooks) {
    this.webhooks = webhooks;
  }

  /** Adds the routes. */
  public void addTo(Routes routes) {
    new JsonRoutes(routes)
        .post(ALL, this::create)
        .get(ALL, this::list)
        .get(ONE, this::get)
        .delete(ONE, this::delete)
        .get(LETTERS, this::deadLetters)
        .post(LETTERS + "/replay", this::replayAll)
        .get(LETTER, this::deadLetter)
        .delete(LETTER, this::deleteDeadLetter)
        .post(LETTER + "/replay", this::replay);
  }

  private Reply create(Exchange exchange) throws IOException {
    NewWebhook wanted = exchange.read(WebhookEndpoints::webhook);
    Webhook made = webhooks.create(wanted);
    return Reply.json(out -> {
      if (wanted.secret() == null) {
        WebhookJson.writeWithSecret(out, made);
      } else {
        WebhookJson.write(out, made, 0, 0);
      }
    });
  }

  private static NewWebhook webhook(Fields body, Problems problems) {
    return new NewWebhook(url(body), agent(body), types(body), secret(body));
  }

  /** What was given is not shown: the secret, or a password, may be in it. */
  private static WebhookUrl url(Fields body) {
    if (body.raw("url") == null) {
      body.refuseUnseen("url", "missing", "Field required");
      return NOWHERE;
    }
    try {
      String url = body.text("url");
      return url == null ? NOWHERE : WebhookUrl.of(url);
    } catch (IllegalArgumentException e) {
      body.refuseUnseen("url", "url_parsing", String.valueOf(e.getMessage()));
      return NOWHERE;
    }
  }

  private static @Nullable AgentId agent(Fields body) {
    String id = body.text("agent_id");
    if (id == null) {
      return null;
    }
    if (!Uuid4.matches(AgentId.PREFIX, id)) {
      body.refuse("agent_id", "string_pattern_mismatch", "Input should match agent-{uuid4}");
      return null;
    }
    return new AgentId(id);
  }

  private static Set<EventType> types(Fields body) {
    List<String> names = Objects.requireNonNullElse(body.texts("events"), List.of());
    Set<EventType> types = EnumSet.noneOf(EventType.class);
    for (String name : names) {
      EventType.of(name)
          .ifPresentOrElse(
              types::add,
              () -> body.refuse("events", "enum", "Input should be of %s".formatted(TYPES)));
    }
    return types;
  }

  /** What was given is not shown, whatever is wrong with it. */
  private static @Nullable WebhookSecret secret(Fields body) {
    Object secret = body.raw("secret");
    if (secret == null) {
      return null;
    }
    try {
      return new WebhookSecret(secret instanceof String text ? text : "");
    } catch (IllegalArgumentException e) {
      body.refuseUnseen("secret", "value_error", String.valueOf(e.getMessage()));
      return null;
    }
  }

  private Reply list(Exchange exchange) {
    List<WebhookStatus> all = webhooks.list();
    return Reply.json(out -> {
      out.writeStartObject().writeArrayPropertyStart("webhooks");
      all.forEach(
          each -> WebhookJson.write(out, each.webhook(), each.failing(), each.deadLetters()));
      out.writeEndArray().writeEndObject();
    });
  }

  private Reply get(Exchange exchange) {
    WebhookStatus found = webhooks.get(id(exchange));
    return Reply.json(
        out -> WebhookJson.write(out, found.webhook(), found.failing(), found.deadLetters()));
  }

  private Reply delete(Exchange exchange) {
    webhooks.delete(id(exchange));
    return done();
  }

  private Reply deadLetters(Exchange exchange) {
    Query query = exchange.query();
    int limit = query.limit(50);
    query.check();
    DeliveryId before = query.text("before").map(WebhookEndpoints::delivery).orElse(null);
    List<DeadLetter> found = webhooks.deadLetters(id(exchange), before, limit + 1);
    return Reply.json(out -> {
      out.writeStartObject().writeArrayPropertyStart("dead_letters");
      found.stream().limit(limit).forEach(each -> WebhookJson.write(out, each));
      out.writeEndArray().writeBooleanProperty("has_more", found.size() > limit).writeEndObject();
    });
  }

  private Reply deadLetter(Exchange exchange) {
    DeadLetter found = webhooks.deadLetter(id(exchange), delivery(exchange));
    var event = webhooks.event(found).orElse(null);
    return Reply.json(out -> WebhookJson.write(out, found, event));
  }

  private Reply deleteDeadLetter(Exchange exchange) {
    webhooks.deleteDeadLetter(id(exchange), delivery(exchange));
    return done();
  }

  private Reply replay(Exchange exchange) {
    DeadLetter replayed = webhooks.replay(id(exchange), delivery(exchange));
    return Reply.json(out -> WebhookJson.write(out, replayed));
  }

  private Reply replayAll(Exchange exchange) {
    int count = webhooks.replayAll(id(exchange));
    return Reply.json(
        out -> out.writeStartObject().writeNumberProperty("replayed", count).writeEndObject());
  }

  private static WebhookId id(Exchange exchange) {
    return exchange.id("webhook_id", WebhookId.PREFIX, WebhookId::new);
  }

  private static DeliveryId delivery(Exchange exchange) {
    return delivery(exchange.parameter("delivery_id"));
  }

  private static DeliveryId delivery(String id) {
    if (!DeliveryId.isId(id)) {
      throw new NotFoundException("'%s' is no id of a delivery".formatted(id));
    }
    return new DeliveryId(id);
  }

  private static Reply done() {
    return Reply.json(out -> out.writeStartObject().writeEndObject());
  }
}
