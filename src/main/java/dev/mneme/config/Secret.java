package dev.mneme.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/** A text that must not be seen: it does not show itself when printed. */
public final class Secret {
  private final String value;

  /**
   * @param value printable ASCII without spaces, because it travels in an HTTP header; at least one
   *     character
   * @throws SettingsException without the text, if it is not such a text
   */
  public Secret(String value) {
    if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new SettingsException(
          "The API key must be printable ASCII without spaces, and not empty."
              + " 'openssl rand -hex 32' makes a good one.");
    }
    this.value = value;
  }

  /**
   * Whether this is the secret. Takes the same time wherever the first difference is, so that it
   * cannot be guessed character by character.
   */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(value.getBytes(UTF_8), candidate.getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
