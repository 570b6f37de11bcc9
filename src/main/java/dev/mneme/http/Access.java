package dev.mneme.http;

import dev.mneme.config.HttpSettings;
import dev.mneme.config.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may come in. */
sealed interface Access {
  /**
   * Returns if the caller may use a route.
   *
   * @param open whether the route is there for everybody
   * @throws RefusedException if not
   */
  void admit(Exchange exchange, boolean open);

  /** With a key, whoever sends it; without, whoever is on this machine and not a foreign page. */
  static Access of(HttpSettings settings) {
    Secret key = settings.apiKey();
    return key == null ? new OfThisMachine() : new WithKey(key);
  }

  /** Everybody who has the key. */
  record WithKey(Secret key) implements Access {
    private static final String REALM = "Basic realm=\"Mneme\", charset=\"UTF-8\"";

    @Override
    public void admit(Exchange exchange, boolean open) {
      if (!open && !isKnown(exchange)) {
        Reply refusal = Reply.detail(401, "Unauthorized");
        throw new RefusedException(
            exchange.isOfGit() ? refusal.with("WWW-Authenticate", REALM) : refusal);
      }
    }

    private boolean isKnown(Exchange exchange) {
      return exchange.headers("Authorization").stream()
              .map(value -> sent(value, exchange.isOfGit()))
              .flatMap(Optional::stream)
              .anyMatch(key::matches)
          || exchange
              .header("X-BARE-PASSWORD")
              .flatMap(value -> after("password ", value))
              .filter(key::matches)
              .isPresent();
    }

    private static Optional<String> sent(String authorization, boolean git) {
      Optional<String> bearer = after("bearer ", authorization);
      return bearer.isPresent() || !git
          ? bearer
          : after("basic ", authorization).flatMap(WithKey::password);
    }

    /** What follows a word and spaces; the case of the word does not matter. */
    private static Optional<String> after(String word, String value) {
      boolean begins = value.regionMatches(true, 0, word, 0, word.length());
      return begins ? Optional.of(value.substring(word.length()).strip()) : Optional.empty();
    }

    private static Optional<String> password(String base64) {
      try {
        String pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        int colon = pair.indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
      } catch (IllegalArgumentException notBase64) {
        return Optional.empty();
      }
    }
  }

  /**
   * Everybody, on a server that only this machine reaches. A page in a browser on this machine
   * reaches it as well: under a name of its own that it lets point here, which {@code Host} tells,
   * or by sending to this address, which {@code Origin} tells.
   */
  record OfThisMachine() implements Access {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    @Override
    public void admit(Exchange exchange, boolean open) {
      String host = exchange.header("Host").orElse("");
      if (!isLocal("http://" + host)) {
        throw RefusedException.of(
            403,
            ("This server has no key and answers to localhost, 127.0.0.1 and [::1] only, not to the"
                    + " host '%s'. To reach it under another name, set MNEME_API_KEY.")
                .formatted(host));
      }
      exchange.headers("Origin").stream().filter(origin -> !isLocal(origin)).forEach(this::refuse);
    }

    private void refuse(String origin) {
      throw RefusedException.of(
          403,
          ("This server has no key and takes no requests from web pages of '%s'. Set MNEME_API_KEY"
                  + " to let other sites in.")
              .formatted(origin));
    }

    private static boolean isLocal(String origin) {
      @Nullable String host = host(origin);
      return host != null && NAMES.contains(host.toLowerCase(Locale.ROOT));
    }

    private static @Nullable String host(String origin) {
      try {
        return new URI(origin).getHost();
      } catch (URISyntaxException e) {
        return null;
      }
    }
  }
}
