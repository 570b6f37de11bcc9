package dev.mneme.config;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * A number of bytes.
 *
 * @param bytes at least 1
 */
public record DataSize(long bytes) {
  private static final Pattern SYNTAX = Pattern.compile("(\\d{1,9}) ?(B|KiB|MiB|GiB)?");
  private static final Map<String, Long> UNITS =
      Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

  public DataSize {
    if (bytes < 1) {
      throw new IllegalArgumentException("must be at least 1 byte");
    }
  }

  /**
   * Reads a size as people write it.
   *
   * @param text for example {@code 64 MiB}, {@code 512KiB} or {@code 1048576}
   * @throws IllegalArgumentException if it is not a size
   */
  public static DataSize of(String text) {
    var match = SYNTAX.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException("must be a size such as 512 KiB or 64 MiB");
    }
    String unit = match.group(2) == null ? "B" : match.group(2);
    return new DataSize(Long.parseLong(match.group(1)) * unitOf(unit));
  }

  private static long unitOf(String unit) {
    return UNITS.getOrDefault(unit, 1L);
  }

  /** The largest unit that divides it: {@code 64 MiB}. */
  @Override
  public String toString() {
    for (String unit : new String[] {"GiB", "MiB", "KiB"}) {
      if (bytes % unitOf(unit) == 0) {
        return bytes / unitOf(unit) + " " + unit;
      }
    }
    return bytes + " B";
  }
}
