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
 * @param value at most 512 characters; no segment starts with a dot
 */
public record ObjectKey(String value) implements Comparable<ObjectKey> {
  private static final Pattern SYNTAX =
      Pattern.compile("[a-z0-9_-][a-z0-9._-]*(/[a-z0-9_-][a-z0-9._-]*)*");
  private static final int MAX_CHARS = 512;

  public ObjectKey {
    if (value.length() > MAX_CHARS || !SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException("not a key of an object: '%s'".formatted(value));
    }
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
