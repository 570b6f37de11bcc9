package dev.mneme.api;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What upstream's validation takes for an integer or a boolean, in JSON and in query strings.
 *
 * @see <a href="https://docs.pydantic.dev/latest/concepts/conversion_table/">pydantic's table</a>
 */
public final class Coercion {
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,18}");

  private Coercion() {}

  /**
   * The integer meant, or null if it is none. A boolean is none: clients that send one are wrong.
   */
  public static @Nullable BigInteger integer(@Nullable Object value) {
    return switch (value) {
      case Long n -> BigInteger.valueOf(n);
      case BigInteger n -> n;
      case Double n when n == Math.rint(n) && Math.abs(n) < 1e15 ->
          BigInteger.valueOf(n.longValue());
      case String s when INTEGER.matcher(s.strip()).matches() -> new BigInteger(s.strip());
      case null, default -> null;
    };
  }

  /** The boolean meant, or null if it is none. */
  public static @Nullable Boolean flag(@Nullable Object value) {
    return switch (value) {
      case Boolean b -> b;
      case Long n when n == 0 || n == 1 -> n == 1;
      case String s -> flag(s);
      case null, default -> null;
    };
  }

  private static @Nullable Boolean flag(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "1", "t", "y", "yes", "on" -> Boolean.TRUE;
      case "false", "0", "f", "n", "no", "off" -> Boolean.FALSE;
      default -> null;
    };
  }
}
