package dev.mneme.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as plain values: null, {@link Boolean}, {@link String}, {@link Long}, {@link BigInteger},
 * {@link Double}, {@link List} and {@link Map} in the order of the text.
 *
 * <p>Streams on both sides; there are no beans, so nothing is reflected over at start. Depth,
 * length of numbers and of names are bounded by Jackson's defaults (500, 1,000 and 50,000).
 */
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /**
   * Reads one JSON value.
   *
   * <p>NUL characters are left out of every string, because SQL databases cannot hold them.
   *
   * @param utf8 the whole text; a byte order mark at its begin is skipped
   * @throws MalformedJsonException if it is not UTF-8 or not JSON, holds anything after the value,
   *     a lone surrogate, a number that no double can hold, or more than 250,000 values
   */
  public static @Nullable Object parse(byte[] utf8) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text(utf8))) {
      parser.nextToken();
      Object value = new JsonReader(parser).value();
      if (parser.nextToken() != null) {
        throw MalformedJsonException.at(parser, "Extra data");
      }
      return value;
    } catch (JacksonException e) {
      throw MalformedJsonException.of(e);
    }
  }

  /** Jackson's own decoder is quick but takes overlong forms and surrogates. */
  private static String text(byte[] utf8) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw MalformedJsonException.notUtf8();
    }
  }

  /** Writes one JSON value as UTF-8 and leaves the stream open. */
  public static void write(OutputStream to, Consumer<JsonGenerator> writer) {
    JsonGenerator out =
        FACTORY.createGenerator(ObjectWriteContext.empty(), new Unclosed(to), JsonEncoding.UTF8);
    try (out) {
      writer.accept(out);
    }
  }

  /** Writes a plain value, in the order that its maps give. */
  public static void writeValue(JsonGenerator out, @Nullable Object value) {
    switch (value) {
      case null -> out.writeNull();
      case String s -> out.writeString(s);
      case Boolean b -> out.writeBoolean(b);
      case Long n -> out.writeNumber(n);
      case Integer n -> out.writeNumber(n);
      case BigInteger n -> out.writeNumber(n);
      case Double n -> out.writeNumber(n);
      case BigDecimal n -> out.writeNumber(n);
      case Map<?, ?> map -> writeMap(out, map);
      case List<?> list -> writeList(out, list);
      default -> throw new IllegalArgumentException("not a JSON value: " + value.getClass());
    }
  }

  private static void writeMap(JsonGenerator out, Map<?, ?> map) {
    out.writeStartObject();
    map.forEach((name, member) -> {
      out.writeName((String) name);
      writeValue(out, member);
    });
    out.writeEndObject();
  }

  private static void writeList(JsonGenerator out, List<?> list) {
    out.writeStartArray();
    list.forEach(element -> writeValue(out, element));
    out.writeEndArray();
  }

  /** Whether a string holds half of a surrogate pair, which UTF-8 cannot say. */
  public static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  /** Keeps a generator from closing what is not its own. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream to) {
      super(to);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() {}
  }
}
