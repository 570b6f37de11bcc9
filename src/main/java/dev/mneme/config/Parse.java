package dev.mneme.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Values as people write them. What is wrong is an {@link IllegalArgumentException} that says what
 * it must be.
 */
final class Parse {
  private static final Pattern TIME = Pattern.compile("(\\d{1,9}) ?(ms|s|min)");

  private Parse() {}

  static int number(String text, int least, int most) {
    String rule = "must be a whole number from %d to %d".formatted(least, most);
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(rule, wrong);
    }
    throw new IllegalArgumentException(rule);
  }

  /**
   * A size that is not larger than another: what is held in memory as one array can have two
   * gigabytes at most.
   */
  static DataSize size(String text, String most) {
    DataSize size = DataSize.of(text);
    if (size.bytes() > DataSize.of(most).bytes()) {
      throw new IllegalArgumentException("must be at most " + most);
    }
    return size;
  }

  static Duration time(String text) {
    var match = TIME.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException("must be a time such as 500 ms, 5 s or 2 min");
    }
    long count = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      default -> Duration.ofMinutes(count);
    };
  }

  /** A time that is not nothing. */
  static Duration pause(String text) {
    Duration time = time(text);
    if (time.isZero()) {
      throw new IllegalArgumentException("must be longer than 0 s");
    }
    return time;
  }

  static boolean yes(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "yes", "true" -> true;
      case "no", "false" -> false;
      default -> throw new IllegalArgumentException("must be yes or no");
    };
  }

  /** The constant with that name, in any case. */
  static <E extends Enum<E>> E constant(Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("must be " + names(type)));
  }

  private static <E extends Enum<E>> String names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" or "));
  }

  /**
   * Makes a path absolute. {@code ~/} at its beginning is the user's home: no shell has seen what
   * stands in a file, in the environment or after {@code --data=}.
   */
  static Path path(String text) {
    boolean inHome = text.equals("~") || text.startsWith("~/");
    try {
      return Path.of(inHome ? System.getProperty("user.home") + text.substring(1) : text)
          .toAbsolutePath()
          .normalize();
    } catch (InvalidPathException invalid) {
      throw new IllegalArgumentException("must be a path", invalid);
    }
  }

  /** An http or https URL, without the slash at its end. */
  static URI url(String text) {
    String rule = "must be a URL such as https://memory.example.org";
    try {
      URI url = new URI(text.replaceFirst("/+$", ""));
      if (isPlainHttp(url)) {
        return url;
      }
    } catch (URISyntaxException wrong) {
      throw new IllegalArgumentException(rule, wrong);
    }
    throw new IllegalArgumentException(rule);
  }

  private static boolean isPlainHttp(URI url) {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    boolean more = url.getRawQuery() != null || url.getRawFragment() != null;
    return http && url.getHost() != null && url.getRawUserInfo() == null && !more;
  }
}
