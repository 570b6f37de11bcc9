package dev.mneme.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void valuesKeepTheirTypesAndTheirOrder() {
    Object value = parse("{\"b\":[1,-2.5,true,null,\"ü\"],\"a\":{},\"n\":12345678901234567890}");

    assertThat(value)
        .isInstanceOfSatisfying(
            Map.class,
            map -> assertThat(map.get("n")).isEqualTo(new BigInteger("12345678901234567890")));
    assertThat(written(value))
        .isEqualTo("{\"b\":[1,-2.5,true,null,\"ü\"],\"a\":{},\"n\":12345678901234567890}");
  }

  @Test
  void nulCharactersAreLeftOut() {
    assertThat(parse("[\"a\\u0000b\", {\"k\\u0000\": 1}]"))
        .isEqualTo(List.of("ab", Map.of("k", 1L)));
  }

  @Test
  void pairOfSurrogatesIsOneCharacter() {
    assertThat(parse("\"\\ud83d\\udc4b\"")).isEqualTo("👋");
  }

  @Test
  void byteOrderMarkIsSkipped() {
    assertThat(parse("\ufeff[1]")).isEqualTo(List.of(1L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\":1,}",
        "[1 2]",
        "{} {}",
        "nul",
        "'a'",
        "{a:1}",
        "// comment\n1",
        "NaN",
        "Infinity",
        "1e999",
        "01",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "{\"\\ud800\":1}",
        "\"\n\"",
        "\"\\x\"",
        "\u0000",
      })
  void whatIsNoJsonOrCannotBeKeptIsRefused(String text) {
    assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> parse(text));
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    byte[] latin1 = {'"', (byte) 0xfc, '"'};
    byte[] overlong = {'"', (byte) 0xc0, (byte) 0x80, '"'};
    byte[] surrogate = {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'};

    for (byte[] bytes : List.of(latin1, overlong, surrogate)) {
      assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> Json.parse(bytes));
    }
  }

  @Test
  void depthAndNumbersAreBounded() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    String many = "[" + "1,".repeat(1_000_000) + "1]";
    String longNumber = "1".repeat(100_000);

    for (String text : List.of(deep, many, longNumber)) {
      assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> parse(text));
    }
  }

  @Test
  void whatIsWrittenIsReadBack() {
    long seed = new java.util.Random().nextLong();
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 500; i++) {
      Object value = value(random, 4);
      assertThat(parse(written(value))).as("seed %d, round %d", seed, i).isEqualTo(value);
    }
  }

  private static @Nullable Object value(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 8)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong();
      case 3 -> random.nextDouble();
      case 4 -> new BigInteger("9".repeat(20 + random.nextInt(20)));
      case 5 -> text(random);
      case 6 -> list(random, depth);
      default -> map(random, depth);
    };
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(10); i > 0; i--) {
      int c = 1 + random.nextInt(0x10ffff);
      text.appendCodePoint(c >= 0xd800 && c < 0xe000 ? '"' : c);
    }
    return text.toString();
  }

  private static List<@Nullable Object> list(SplittableRandom random, int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      list.add(value(random, depth - 1));
    }
    return list;
  }

  private static Map<String, @Nullable Object> map(SplittableRandom random, int depth) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      map.put(text(random), value(random, depth - 1));
    }
    return map;
  }

  private static @Nullable Object parse(String text) {
    return Json.parse(text.getBytes(UTF_8));
  }

  private static String written(@Nullable Object value) {
    var bytes = new ByteArrayOutputStream();
    Json.write(bytes, out -> Json.writeValue(out, value));
    return bytes.toString(UTF_8);
  }
}
