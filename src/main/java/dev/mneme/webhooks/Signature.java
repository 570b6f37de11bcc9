package dev.mneme.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mneme.events.DeliveryId;
import dev.mneme.events.WebhookSecret;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Shows a receiver who has sent a delivery, and when: the HMAC-SHA256 of its id, the time and the
 * body.
 *
 * @see <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 */
final class Signature {
  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  /** The value of the header {@code webhook-signature}. */
  static String of(WebhookSecret secret, DeliveryId id, Instant time, byte[] body) {
    return of(secret, id.value(), time.getEpochSecond(), body);
  }

  static String of(WebhookSecret secret, String id, long epochSecond, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.key(), ALGORITHM));
      mac.update("%s.%d.".formatted(id, epochSecond).getBytes(UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
