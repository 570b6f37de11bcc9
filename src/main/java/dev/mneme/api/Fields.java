package dev.mneme.api;

import dev.mneme.block.JsonMap;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object in a request, read by type; what does not fit is noted as a {@link
 * Problem}, and a harmless value is returned in its place.
 *
 * <p>Coerces as upstream's validation does: {@code "5000"} and {@code 5000.0} are integers, {@code
 * "true"} and {@code 1} are booleans.
 */
public final class Fields {
  private final Map<?, ?> members;
  private final List<Object> location;
  private final Problems problems;

  private Fields(Map<?, ?> members, List<Object> location, Problems problems) {
    this.members = members;
    this.location = location;
    this.problems = problems;
  }

  /** The object at a place of the body; empty, with a problem noted, if the value is not one. */
  static Fields of(@Nullable Object value, List<Object> location, Problems problems) {
    if (value instanceof Map<?, ?> map) {
      return new Fields(map, location, problems);
    }
    String message = "Input should be a valid dictionary or object to extract fields from";
    problems.add("model_attributes_type", location, message, value);
    return new Fields(Map.of(), location, problems);
  }

  /** The whole body. */
  public static Fields ofBody(@Nullable Object body, Problems problems) {
    return of(body, List.of("body"), problems);
  }

  /** Whether the member is there, be it null. */
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /** The member as it is: null where it is absent or null. */
  public @Nullable Object raw(String name) {
    return members.get(name);
  }

  /** The text of a member that must be there; empty, with a problem noted, if it is not. */
  public String requiredText(String name) {
    if (!has(name)) {
      problems.add("missing", at(name), "Field required", members);
      return "";
    }
    String text = textOf(raw(name), at(name));
    return text == null ? "" : text;
  }

  /** A text; null where it is absent or null. */
  public @Nullable String text(String name) {
    return raw(name) == null ? null : textOf(raw(name), at(name));
  }

  /** A boolean; null where it is absent or null. */
  public @Nullable Boolean flag(String name) {
    return raw(name) == null ? null : flagOf(raw(name), at(name));
  }

  /** A 32-bit integer; null where it is absent or null. */
  public @Nullable Integer integer(String name) {
    return raw(name) == null ? null : integerOf(raw(name), at(name));
  }

  /** An object kept as it is; null where it is absent or null. */
  public @Nullable JsonMap object(String name) {
    return switch (raw(name)) {
      case null -> null;
      case Map<?, ?> map -> jsonMap(map);
      case Object other -> {
        problems.add("dict_type", at(name), "Input should be a valid dictionary", other);
        yield null;
      }
    };
  }

  /** A list of texts; null where it is absent or null. */
  public @Nullable List<String> texts(String name) {
    List<?> list = list(name);
    if (list == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      String text = textOf(list.get(i), at(name, i));
      texts.add(text == null ? "" : text);
    }
    return texts;
  }

  /** A list of objects; null where it is absent or null. */
  public @Nullable List<Fields> objects(String name) {
    List<?> list = list(name);
    if (list == null) {
      return null;
    }
    List<Fields> objects = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      objects.add(of(list.get(i), at(name, i), problems));
    }
    return objects;
  }

  /** A list of anything; null where it is absent or null. */
  public @Nullable List<?> list(String name) {
    return switch (raw(name)) {
      case null -> null;
      case List<?> list -> list;
      case Object other -> {
        problems.add("list_type", at(name), "Input should be a valid list", other);
        yield null;
      }
    };
  }

  /** Notes a problem if the member is there and null. */
  public void refuseNull(String name, String type, String message) {
    if (has(name) && raw(name) == null) {
      problems.add(type, at(name), message, null);
    }
  }

  /** Notes a problem with a member. */
  public void refuse(String name, String type, String message) {
    problems.add(type, at(name), message, raw(name));
  }

  /** The same without showing what it is: for secrets. */
  public void refuseUnseen(String name, String type, String message) {
    problems.add(type, at(name), message, null);
  }

  private @Nullable String textOf(@Nullable Object value, List<Object> at) {
    if (value instanceof String text) {
      return text;
    }
    problems.add("string_type", at, "Input should be a valid string", value);
    return null;
  }

  private @Nullable Boolean flagOf(@Nullable Object value, List<Object> at) {
    Boolean flag = Coercion.flag(value);
    if (flag == null) {
      problems.add("bool_parsing", at, "Input should be a valid boolean", value);
    }
    return flag;
  }

  private @Nullable Integer integerOf(@Nullable Object value, List<Object> at) {
    BigInteger number = Coercion.integer(value);
    if (number == null) {
      problems.add("int_parsing", at, "Input should be a valid integer", value);
    } else if (number.bitLength() >= Integer.SIZE) {
      String message = "Input should be less than or equal to 2147483647";
      problems.add("less_than_equal", at, message, value);
    } else {
      return number.intValueExact();
    }
    return null;
  }

  @SuppressWarnings("unchecked") // Json.parse makes no map with other keys than strings
  private static JsonMap jsonMap(Map<?, ?> map) {
    return new JsonMap((Map<String, @Nullable Object>) map);
  }

  private List<Object> at(Object... more) {
    List<Object> all = new ArrayList<>(location);
    all.addAll(List.of(more));
    return all;
  }
}
