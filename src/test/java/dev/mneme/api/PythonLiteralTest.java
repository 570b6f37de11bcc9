package dev.mneme.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonLiteralTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "null | None",
        "true | True",
        "[false, 1, 2.5] | [False, 1, 2.5]",
        "{\"a\": {\"b\": []}} | {'a': {'b': []}}",
        "\"plain\" | 'plain'",
        "\"it's\" | \"it's\"",
        "\"both ' and \\\"\" | 'both \\' and \"'",
        "\"a\\nb\\t\\u001b\\\\\" | 'a\\nb\\t\\x1b\\\\'",
        "\"ü👋\" | 'ü👋'",
      })
  void valuesLookAsPythonShowsThem(String json, String python) {
    assertThat(PythonLiteral.of(Json.parse(json.getBytes(UTF_8)))).isEqualTo(python);
  }

  @Test
  void tupleOfOneHasItsComma() {
    assertThat(PythonLiteral.tuple(List.of("body"))).isEqualTo("('body',)");
    assertThat(PythonLiteral.tuple(List.of("body", 0, "x"))).isEqualTo("('body', 0, 'x')");
  }
}
