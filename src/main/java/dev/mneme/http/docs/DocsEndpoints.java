package dev.mneme.http.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mneme.api.Json;
import dev.mneme.http.Exchange;
import dev.mneme.http.Reply;
import dev.mneme.http.Routes;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * {@code /openapi.json} and {@code /docs}. Open to everybody, like health: what they say is the
 * same on each server, and public.
 */
public final class DocsEndpoints {
  /** Adds the routes. */
  public void addTo(Routes routes) {
    routes.addOpen("GET", "/openapi.json", this::description);
    routes.addOpen("GET", "/docs", this::page);
  }

  private Reply description(Exchange exchange) {
    return Reply.stream(200, "application/json", out -> out.write(Rendered.JSON));
  }

  private Reply page(Exchange exchange) {
    return Reply.stream(200, "text/html; charset=utf-8", out -> out.write(Rendered.HTML))
        .with("Content-Security-Policy", Rendered.POLICY)
        .with("X-Content-Type-Options", "nosniff")
        .with("Referrer-Policy", "no-referrer");
  }

  /** Made when it is first asked for: no start waits for it. */
  private static final class Rendered {
    private static final String CSS = new String(ApiDescription.resource("docs.css"), UTF_8);
    private static final ApiDescription API = ApiDescription.load();
    static final byte[] JSON = json();
    static final byte[] HTML = DocsPage.of(API, CSS).getBytes(UTF_8);

    /** The page may have its own style, known by its hash, and nothing else. */
    static final String POLICY =
        "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none';"
                .formatted(sha256(CSS))
            + " frame-ancestors 'none'";

    private static byte[] json() {
      var bytes = new ByteArrayOutputStream();
      Json.write(bytes, out -> Json.writeValue(out, API.document()));
      return bytes.toByteArray();
    }

    private static String sha256(String text) {
      try {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        return Base64.getEncoder().encodeToString(hash);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
  }
}
