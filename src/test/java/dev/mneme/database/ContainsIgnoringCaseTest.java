package dev.mneme.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainsIgnoringCaseTest extends DatabaseFixture {

  @ParameterizedTest
  @CsvSource({
    "Äpfel, äP", "äpfel, Ä", "ΣΊΣΥΦΟΣ, σίσυφος", "straße, STRASSE", "ПРИВЕТ, привет", "İstanbul, i",
    "a%b, %", "a_b, _", "a\\b, \\", "日本語, 本", "'it''s', '''S'", "😀x, 😀X"
  })
  void findsAPartInAnyCaseAndTakesNoCharacterForAPattern(String name, String part) {
    write(tables -> tables.blocks().insert(Rows.block(1, name)));

    assertThat(count(part)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "_", "a_", "\\", "abd", "aä"})
  void findsNothingThatIsNotThere(String part) {
    write(tables -> tables.blocks().insert(Rows.block(1, "abc")));

    assertThat(count(part)).isZero();
  }

  private long count(String part) {
    return database.read(tables -> tables.blocks().select().labelContaining(part).count());
  }
}
