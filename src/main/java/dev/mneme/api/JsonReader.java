package dev.mneme.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one JSON value into plain ones; used once. */
final class JsonReader {
  /**
   * Small values cost much more memory than text, so their number is bounded as well as its size.
   */
  private static final int MOST_VALUES = 250_000;

  private final JsonParser parser;
  private int values;

  JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  @Nullable Object value() {
    if (++values > MOST_VALUES) {
      throw MalformedJsonException.at(parser, "More than %,d values".formatted(MOST_VALUES));
    }
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw MalformedJsonException.at(parser, "Expecting value");
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> text(parser.getString());
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> fraction();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw MalformedJsonException.at(parser, "Expecting value");
    };
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      members.put(text(name), value());
    }
    return members;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value());
    }
    return elements;
  }

  private Object integer() {
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      default -> parser.getBigIntegerValue();
    };
  }

  private Double fraction() {
    double number = parser.getDoubleValue();
    if (!Double.isFinite(number)) {
      throw MalformedJsonException.at(parser, "Number out of range");
    }
    return number;
  }

  private String text(String text) {
    if (Json.hasLoneSurrogate(text)) {
      throw MalformedJsonException.at(parser, "Lone surrogate in a string");
    }
    return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
  }
}
