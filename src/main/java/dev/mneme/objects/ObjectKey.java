package dev.mneme.objects;

import java.util.regex.Pattern;

/**
 * The name of an object: segments of lower-case letters, digits, {@code . _ -}, joined by {@code
 * /}.
 *
 * <p>Narrow on purpose: such a name is the same on every store, needs no escaping in a URL or a
 * path, and cannot leave the folder that a local store keeps it in. Keys are ordered by code point,
 * as stores list them.
 *
 * @param value at most 512 characters in segments of at most 255 (the longest name most file
 *     systems take); no segment starts with a dot
 */
public record ObjectKey(String value) implements Comparable<ObjectKey> {
  private static final Pattern SYNTAX =
      Pattern.compile("[a-z0-9_-][a-z0-9._-]{0,254}(/[a-z0-9_-][a-z0-9._-]{0,254})*");
  private static final int MAX_CHARS = 512;

  public ObjectKey {
    if (!isKey(value)) {
      throw new IllegalArgumentException("not a key of an object: '%s'".formatted(value));
    }
  }

  /** Whether {@code text} could be the {@link #value} of a key. */
  public static boolean isKey(String text) {
    return text.length() <= MAX_CHARS && SYNTAX.matcher(text).matches();
  }

  @Override
  public int compareTo(ObjectKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
