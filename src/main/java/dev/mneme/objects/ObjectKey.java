package dev.mneme.objects;

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
  private static final int MAX_CHARS = 512;
  private static final int MAX_SEGMENT_CHARS = 255;

  public ObjectKey {
    if (!isKey(value)) {
      throw new IllegalArgumentException("not a key of an object: '%s'".formatted(value));
    }
  }

  /** Whether {@code text} could be the {@link #value} of a key. */
  public static boolean isKey(String text) {
    int segment = 0; // where it begins
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/' ? i == segment : !mayStand(c, i == segment)) {
        return false;
      }
      if (i - segment >= MAX_SEGMENT_CHARS && c != '/') {
        return false;
      }
      segment = c == '/' ? i + 1 : segment;
    }
    return segment < text.length() && text.length() <= MAX_CHARS;
  }

  private static boolean mayStand(char c, boolean first) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || (c == '.' && !first);
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
