package dev.mneme.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a receiver knows a delivery by: always the same of one event and one webhook, so whoever
 * sends it again, after a crash too, sends the same.
 *
 * @param value {@code delivery-} and 32 hexadecimal digits
 */
public record DeliveryId(String value) {
  private static final Pattern SYNTAX = Pattern.compile("delivery-[0-9a-f]{32}");
  private static final int BYTES = 16;

  public DeliveryId {
    if (!isId(value)) {
      throw new IllegalArgumentException("no id of a delivery: " + value);
    }
  }

  /** Whether a text is such an id. */
  public static boolean isId(String text) {
    return SYNTAX.matcher(text).matches();
  }

  /** The id under which an event goes to a webhook. */
  public static DeliveryId of(WebhookId webhook, EventPlace event) {
    byte[] hash = sha256((webhook + " " + event).getBytes(UTF_8));
    return new DeliveryId("delivery-" + HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES)));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
