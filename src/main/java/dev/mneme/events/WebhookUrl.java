package dev.mneme.events;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;

/**
 * Where a webhook sends to. It is shown to whoever may list webhooks, so it holds no password.
 *
 * @param uri with the scheme {@code http} or {@code https}, and a host
 */
public record WebhookUrl(URI uri) {
  private static final int MOST_CHARS = 2048;
  private static final int MOST_PORT = 65_535;

  public WebhookUrl {
    require(
        uri.getScheme() != null && isHttp(uri.getScheme()), "must begin with https:// or http://");
    require(uri.getRawUserInfo() == null, "must not hold a user or a password: use the signature");
    require(uri.getHost() != null, "must name a host, in ASCII");
    require(
        uri.getPort() >= -1 && uri.getPort() != 0 && uri.getPort() <= MOST_PORT,
        "must have a port from 1 to %d".formatted(MOST_PORT));
    require(uri.getRawFragment() == null, "must not hold a fragment (#…)");
    require(
        uri.toASCIIString().length() <= MOST_CHARS,
        "must have at most %d characters".formatted(MOST_CHARS));
  }

  private static boolean isHttp(String scheme) {
    String name = scheme.toLowerCase(Locale.ROOT);
    return name.equals("http") || name.equals("https");
  }

  private static void require(boolean condition, String rule) {
    if (!condition) {
      throw new IllegalArgumentException("The url of a webhook " + rule);
    }
  }

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException with a sentence for the caller, if it is none to send to
   */
  public static WebhookUrl of(String text) {
    try {
      return new WebhookUrl(new URI(text));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "The url of a webhook must be one: %s at character %d"
              .formatted(e.getReason(), e.getIndex() + 1),
          e);
    }
  }

  /** The name or the address of the receiver. */
  public String host() {
    return Objects.requireNonNull(uri.getHost());
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
