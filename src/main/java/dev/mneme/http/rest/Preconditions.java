package dev.mneme.http.rest;

import dev.mneme.http.Exchange;
import dev.mneme.memory.Precondition;
import java.util.Arrays;
import java.util.List;

/**
 * {@code If-Match} and {@code If-None-Match}: ids of contents, in quotes or without, or a star.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-preconditions">RFC 9110</a>
 */
final class Preconditions {
  private Preconditions() {}

  static Precondition of(Exchange exchange) {
    return ifMatch(exchange).and(ifNoneMatch(exchange));
  }

  static Precondition ifNoneMatch(Exchange exchange) {
    List<String> tags = tags(exchange, "If-None-Match");
    return tags.isEmpty() ? Precondition.NONE : anyOf(tags).not();
  }

  private static Precondition ifMatch(Exchange exchange) {
    List<String> tags = tags(exchange, "If-Match");
    return tags.isEmpty() ? Precondition.NONE : anyOf(tags);
  }

  private static Precondition anyOf(List<String> tags) {
    return tags.contains("*") ? Precondition.exists() : Precondition.isOneOf(tags);
  }

  private static List<String> tags(Exchange exchange, String header) {
    return exchange.headers(header).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(Preconditions::tag)
        .toList();
  }

  private static String tag(String text) {
    String tag = text.strip();
    tag = tag.startsWith("W/") ? tag.substring(2) : tag;
    boolean quoted = tag.length() >= 2 && tag.startsWith("\"") && tag.endsWith("\"");
    return quoted ? tag.substring(1, tag.length() - 1) : tag;
  }
}
