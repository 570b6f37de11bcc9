package dev.mneme.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.block.JsonMap;
import dev.mneme.block.Tags;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonRowsTest {
  static Stream<Object> values() {
    return Stream.of(
        1,
        -1L,
        Long.MAX_VALUE,
        BigInteger.TWO.pow(80),
        0.1,
        1.0,
        1e300,
        Double.MIN_VALUE,
        new BigDecimal("0.1234567890123456789012345"),
        new BigDecimal("1E+400"),
        true,
        "",
        "a\"\\\n\u0001\u2028😀",
        List.of(1, List.of("x", Map.of("y", 2.5))),
        Map.of("nested", Map.of("deep", List.of())));
  }

  @ParameterizedTest
  @MethodSource("values")
  void whatIsReadEqualsWhatWasWritten(Object value) {
    var map = new JsonMap(Map.of("value", value));

    assertThat(Json.readMap(Json.write(map))).isEqualTo(map);
  }

  @Test
  void nullsAreKept() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("a", null);
    var map = new JsonMap(values);

    assertThat(Json.readMap(Json.write(map))).isEqualTo(map);
  }

  @Test
  void tagsAreReadAsTheyWereWritten() {
    Tags tags = Tags.of(List.of("b", "a", "\"", "😀", "\uFFFD"));

    assertThat(Json.readTags(Json.write(tags))).isEqualTo(tags);
    assertThat(Json.readTags(Json.write(Tags.NONE))).isEqualTo(Tags.NONE);
  }
}
