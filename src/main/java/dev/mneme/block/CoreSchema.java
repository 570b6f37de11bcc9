package dev.mneme.block;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What YAML's core schema takes an unquoted scalar for.
 *
 * @see <a href="https://yaml.org/spec/1.2.2/#1032-tag-resolution">YAML 1.2.2, 10.3.2</a>
 */
final class CoreSchema {
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");
  private static final Pattern INFINITY = Pattern.compile("[-+]?\\.(?:inf|Inf|INF)");
  private static final Pattern NOT_A_NUMBER = Pattern.compile("\\.(?:nan|NaN|NAN)");

  /** More digits would take long to convert; nobody counts that far, and they stay text. */
  private static final int MAX_DIGITS = 400;

  private CoreSchema() {}

  /** Null, Boolean, Long, BigInteger, Double, BigDecimal or, for everything else, the text. */
  static @Nullable Object resolve(String plain) {
    return switch (plain) {
      case "", "~", "null", "Null", "NULL" -> null;
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE" -> false;
      default -> plain.length() <= MAX_DIGITS && isNumber(plain) ? number(plain) : plain;
    };
  }

  /** Whether an unquoted scalar with this text is read as text, by every reader. */
  static boolean isText(String plain) {
    return resolve(plain) instanceof String && !isNumber(plain);
  }

  private static boolean isNumber(String plain) {
    return startsLikeNumber(plain.charAt(0))
        && (FLOAT.matcher(plain).matches()
            || OCTAL.matcher(plain).matches()
            || HEXADECIMAL.matcher(plain).matches()
            || INFINITY.matcher(plain).matches()
            || NOT_A_NUMBER.matcher(plain).matches());
  }

  private static boolean startsLikeNumber(char first) {
    return (first >= '0' && first <= '9') || first == '.' || first == '-' || first == '+';
  }

  private static Object number(String plain) {
    if (INTEGER.matcher(plain).matches()) {
      return integer(plain, 10);
    }
    if (OCTAL.matcher(plain).matches()) {
      return integer(plain.substring(2), 8);
    }
    if (HEXADECIMAL.matcher(plain).matches()) {
      return integer(plain.substring(2), 16);
    }
    return FLOAT.matcher(plain).matches() ? finite(plain) : infinite(plain);
  }

  private static Object infinite(String plain) {
    if (NOT_A_NUMBER.matcher(plain).matches()) {
      return Double.NaN;
    }
    return plain.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  private static Object integer(String digits, int radix) {
    BigInteger value = new BigInteger(digits, radix);
    return value.bitLength() < Long.SIZE ? (Object) value.longValueExact() : value;
  }

  private static Object finite(String decimal) {
    double value = Double.parseDouble(decimal);
    return Double.isFinite(value) ? (Object) value : bigOrText(decimal);
  }

  private static Object bigOrText(String decimal) {
    try {
      return new BigDecimal(decimal);
    } catch (NumberFormatException exponentTooLarge) {
      return decimal;
    }
  }
}
