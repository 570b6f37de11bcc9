package dev.mneme.http.rest;

import dev.mneme.agent.Actor;
import dev.mneme.agent.UserId;
import dev.mneme.block.Uuid4;
import dev.mneme.http.Exchange;
import dev.mneme.memory.Attribution;
import dev.mneme.memory.BadRequestException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who writes and why, as a request's headers tell: git.md §7 and rest.md §0. For JSON endpoints and
 * for pushes alike.
 */
public final class Callers {
  /** Headers and the trailers that they become. */
  private static final Map<String, String> TRAILERS =
      Map.of(
          "Mneme-Run", "Run-Id",
          "Mneme-Conversation", "Conversation-Id",
          "Mneme-Message", "Message-Id",
          "Mneme-Model", "Model",
          "Mneme-Author-Kind", "Author-Kind",
          "Mneme-Reason", "Reason");

  private Callers() {}

  /**
   * Reads the headers {@code user_id} and {@code Mneme-*}.
   *
   * @throws BadRequestException if one of them is not what it should be
   */
  public static Attribution of(Exchange exchange) {
    Map<String, String> trailers = new LinkedHashMap<>();
    TRAILERS.forEach((header, trailer) ->
        exchange.header(header).ifPresent(value -> trailers.put(trailer, value)));
    return new Attribution(actor(exchange), trailers, allowsSecrets(exchange));
  }

  /**
   * Who acts: the user that the header names.
   *
   * @throws BadRequestException if it names none
   */
  static Actor actor(Exchange exchange) {
    return exchange.header("user_id").map(Callers::actor).orElse(Actor.DEFAULT);
  }

  private static Actor actor(String id) {
    if (!Uuid4.matches(UserId.PREFIX, id)) {
      throw new BadRequestException(
          "Invalid user ID format: %s. Expected format: 'user-<uuid4>'".formatted(id));
    }
    return new Actor(new UserId(id), Actor.DEFAULT.organization());
  }

  private static boolean allowsSecrets(Exchange exchange) {
    return switch (exchange.header("Mneme-Allow-Secrets").orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new BadRequestException("Mneme-Allow-Secrets must be 'true' or 'false'");
    };
  }
}
