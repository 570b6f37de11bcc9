package dev.mneme.events;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * What deliveries are signed with. It does not show itself when printed.
 *
 * <p>{@code whsec_} and the key in base64, or any other text, whose characters are the key then.
 */
public final class WebhookSecret {
  private static final String PREFIX = "whsec_";
  private static final int LEAST = 16;
  private static final int MOST = 256;
  private static final int GENERATED_BYTES = 32;
  private final String text;
  private final byte[] key;

  /**
   * Takes a secret as it was given.
   *
   * @throws IllegalArgumentException with a sentence for the caller that does not repeat it
   */
  public WebhookSecret(String text) {
    if (text.length() > MOST || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "The secret of a webhook must be ASCII without spaces, at most %d characters"
              .formatted(MOST));
    }
    this.text = text;
    this.key = key(text);
    if (key.length < LEAST) {
      throw new IllegalArgumentException(
          "The secret of a webhook must have at least %d characters; left out, one is made"
              .formatted(LEAST));
    }
  }

  private static byte[] key(String text) {
    if (!text.startsWith(PREFIX)) {
      return text.getBytes(US_ASCII);
    }
    try {
      return Base64.getDecoder().decode(text.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The secret of a webhook must be base64 after '%s'".formatted(PREFIX), e);
    }
  }

  /** A new one. */
  public static WebhookSecret random(RandomGenerator random) {
    byte[] key = new byte[GENERATED_BYTES];
    random.nextBytes(key);
    return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(key));
  }

  /** The text, for the database and for whoever has just made it. */
  public String reveal() {
    return text;
  }

  /** The key that texts are signed with. */
  public byte[] key() {
    return key.clone();
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
