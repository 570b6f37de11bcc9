package dev.mneme.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How the server is reached and by whom.
 *
 * @param bind host name or address to listen on; other than loopback only with a key
 * @param port 1 to 65535, or 0 for any free one
 * @param publicUrl for links, without a slash at its end; null: what is bound
 * @param apiKey what clients must send; null: nothing, everybody on this machine is let in
 */
public record HttpSettings(
    String bind, int port, @Nullable URI publicUrl, @Nullable Secret apiKey) {
  public HttpSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("must be a port from 0 to 65535");
    }
    BindPolicy.require(bind, apiKey);
  }
}
