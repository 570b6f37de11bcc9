package dev.mneme.http;

import dev.mneme.api.Coercion;
import dev.mneme.api.Problems;
import dev.mneme.block.Uuid4;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request, read by type. What does not fit is noted and thrown together by
 * {@link #check}; unknown names are ignored.
 *
 * <p>A filter or a list that is empty counts as absent: it is what Letta's client sends for a null.
 * A limit, a flag or one of a few words is never empty.
 */
public final class Query {
  /** The longest list that is served; a larger {@code limit} is cut to it. */
  public static final int MOST = 10_000;

  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final Problems problems = new Problems();

  Query(@Nullable String raw) {
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        add(pair);
      }
    }
  }

  private void add(String pair) {
    int equals = pair.indexOf('=');
    String name = equals < 0 ? pair : pair.substring(0, equals);
    String value = equals < 0 ? "" : pair.substring(equals + 1);
    if (!name.isEmpty()) {
      values.computeIfAbsent(decode(name), n -> new ArrayList<>()).add(decode(value));
    }
  }

  private static String decode(String raw) {
    return RawPath.decode(raw.replace('+', ' '));
  }

  /** The last value of a parameter, unless it is empty. */
  public Optional<String> text(String name) {
    return last(name).filter(text -> !text.isEmpty());
  }

  private Optional<String> last(String name) {
    return Optional.ofNullable(values.get(name)).map(List::getLast);
  }

  /** All values of a parameter that may be repeated, in their order, without empty ones. */
  public List<String> texts(String name) {
    return values.getOrDefault(name, List.of()).stream().filter(t -> !t.isEmpty()).toList();
  }

  /** The last value of a parameter if it is an id; any other text is an unknown cursor. */
  public Optional<String> cursor(String name, String prefix) {
    return text(name).filter(id -> Uuid4.matches(prefix, id));
  }

  /** A boolean, as upstream reads them: {@code true}, {@code 1}, {@code yes}, … */
  public boolean flag(String name, boolean absent) {
    return flag(name).orElse(absent);
  }

  /** A boolean, empty where the parameter is absent. */
  public Optional<Boolean> flag(String name) {
    return last(name).map(text -> flagOf(name, text));
  }

  private Boolean flagOf(String name, String text) {
    Boolean flag = Coercion.flag(text);
    if (flag == null) {
      String message = "Input should be a valid boolean, unable to interpret input";
      problems.add("bool_parsing", at(name), message, text);
    }
    return flag != null && flag;
  }

  /** How many elements the caller wants: at least 1, at most {@link #MOST}. */
  public int limit(int absent) {
    return last("limit").map(this::limitOf).orElse(absent);
  }

  private int limitOf(String text) {
    BigInteger limit = integerOf("limit", text);
    if (limit.signum() < 1) {
      String message = "Input should be greater than or equal to 1";
      problems.add("greater_than_equal", at("limit"), message, text);
      return 1;
    }
    return limit.min(BigInteger.valueOf(MOST)).intValue();
  }

  /** How many elements the caller has seen already: at least 0, and 0 where it does not say. */
  public int offset() {
    return last("offset").map(this::offsetOf).orElse(0);
  }

  private int offsetOf(String text) {
    BigInteger offset = integerOf("offset", text);
    if (offset.signum() < 0) {
      String message = "Input should be greater than or equal to 0";
      problems.add("greater_than_equal", at("offset"), message, text);
      return 0;
    }
    return cut(offset);
  }

  /** An integer, cut to 32 bits; none where the parameter is absent or empty. */
  public Optional<Integer> integer(String name) {
    return text(name).map(text -> cut(integerOf(name, text)));
  }

  /** All values of an integer that may be repeated, each cut to 32 bits. */
  public List<Integer> integers(String name) {
    return texts(name).stream().map(text -> cut(integerOf(name, text))).toList();
  }

  private static int cut(BigInteger number) {
    return number
        .min(BigInteger.valueOf(Integer.MAX_VALUE))
        .max(BigInteger.valueOf(Integer.MIN_VALUE))
        .intValue();
  }

  private BigInteger integerOf(String name, String text) {
    BigInteger number = Coercion.integer(text);
    if (number == null) {
      String message = "Input should be a valid integer, unable to parse string as an integer";
      problems.add("int_parsing", at(name), message, text);
      return BigInteger.ONE;
    }
    return number;
  }

  /** One of a few words. */
  public <T> T choice(String name, Map<String, T> words, T absent) {
    return last(name).map(text -> word(name, text, words)).orElse(absent);
  }

  /** Any number of a few words, without empty ones. */
  public <T> List<T> choices(String name, Map<String, T> words) {
    return texts(name).stream()
        .flatMap(text -> Stream.ofNullable(word(name, text, words)))
        .toList();
  }

  /** Notes a problem with a parameter. */
  public void refuse(String name, String type, String message) {
    problems.add(type, at(name), message, last(name).orElse(null));
  }

  private <T> @Nullable T word(String name, String text, Map<String, T> words) {
    T chosen = words.get(text);
    if (chosen == null) {
      problems.add("literal_error", at(name), "Input should be " + list(words.keySet()), text);
    }
    return chosen;
  }

  private static String list(Iterable<String> words) {
    List<String> quoted = new ArrayList<>();
    words.forEach(word -> quoted.add("'" + word + "'"));
    return quoted.stream().sorted().collect(Collectors.joining(" or "));
  }

  /**
   * Throws {@link dev.mneme.api.InvalidRequestException} if any parameter read so far did not fit.
   */
  public void check() {
    problems.check();
  }

  private static List<Object> at(String name) {
    return List.of("query", name);
  }
}
