package dev.mneme.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldsTest {
  private final Problems problems = new Problems();

  @ParameterizedTest
  @CsvSource({"5000, 5000", "'\"5000\"', 5000", "'\" 7 \"', 7", "5000.0, 5000", "-3, -3"})
  void integersMayComeAsTextOrWithoutFraction(String json, int read) {
    assertThat(body("{\"limit\":%s}".formatted(json)).integer("limit")).isEqualTo(read);
    assertThatCode(problems::check).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "true",
    "'\"\"'",
    "'\"5k\"'",
    "5.5",
    "[]",
    "{}",
    "1e30",
    "2147483648",
    "'\"9999999999\"'"
  })
  void whatIsNoIntegerIsAProblem(String json) {
    assertThat(body("{\"limit\":%s}".formatted(json)).integer("limit")).isNull();
    assertProblem("'limit'");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "'\"Yes\"', true", "1, true", "0, false", "'\"off\"', false"})
  void booleansMayComeAsWordsOrNumbers(String json, boolean read) {
    assertThat(body("{\"hidden\":%s}".formatted(json)).flag("hidden")).isEqualTo(read);
  }

  @Test
  void everyWrongMemberIsTold() {
    Fields body = body("{\"value\":1,\"hidden\":\"maybe\",\"metadata\":[],\"tags\":[\"a\",2]}");
    body.text("value");
    body.flag("hidden");
    body.object("metadata");
    body.texts("tags");
    body.requiredText("label");

    assertProblem(
        "{'type': 'string_type', 'loc': ('body', 'value'), 'msg': 'Input should be a valid string',"
            + " 'input': 1}",
        "{'type': 'bool_parsing', 'loc': ('body', 'hidden')",
        "{'type': 'dict_type', 'loc': ('body', 'metadata')",
        "{'type': 'string_type', 'loc': ('body', 'tags', 1)",
        "{'type': 'missing', 'loc': ('body', 'label'), 'msg': 'Field required', 'input': {'value': 1");
  }

  @Test
  void objectsInListsSayTheirPlace() {
    List<Fields> blocks =
        body("{\"memory_blocks\":[{\"label\":\"a\"},{},3]}").objects("memory_blocks");
    assertThat(blocks).isNotNull().hasSize(3);
    requireNonNull(blocks).forEach(block -> block.requiredText("label"));

    assertProblem(
        "'loc': ('body', 'memory_blocks', 1, 'label')",
        "{'type': 'model_attributes_type', 'loc': ('body', 'memory_blocks', 2)");
  }

  @ParameterizedTest
  @CsvSource({"[]", "'\"text\"'", "null", "3"})
  void bodyThatIsNoObjectIsAProblem(String json) {
    body(json);

    assertProblem("'model_attributes_type', 'loc': ('body',)");
  }

  @Test
  void nullAndAbsentReadAsNull() {
    Fields body = body("{\"a\":null}");

    for (Consumer<String> read :
        List.<Consumer<String>>of(
            name -> assertThat(body.text(name)).isNull(),
            name -> assertThat(body.flag(name)).isNull(),
            name -> assertThat(body.integer(name)).isNull(),
            name -> assertThat(body.object(name)).isNull(),
            name -> assertThat(body.texts(name)).isNull(),
            name -> assertThat(body.objects(name)).isNull())) {
      read.accept("a");
      read.accept("absent");
    }
    assertThatCode(problems::check).doesNotThrowAnyException();
  }

  @Test
  void errorIsNeverAsLargeAsItsCause() {
    body("{\"value\":{\"x\":\"%s\",\"y\":[%s1]}}"
            .formatted("a".repeat(100_000), "[[[[[1]]]]],".repeat(10_000)))
        .text("value");

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(problems::check)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2000));
  }

  private Fields body(String json) {
    return Fields.ofBody(Json.parse(json.getBytes(UTF_8)), problems);
  }

  private void assertProblem(String... parts) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(problems::check)
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }
}
