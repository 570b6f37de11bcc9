package dev.mneme.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Tea            | tea",
        "CAFÉ           | cafe",
        "Straße         | strasse",
        "ｆｕｌｌ        | full",
        "don't          | don t",
        "snake_case     | snake case",
        "a-b.c/d        | a b c d",
        "v1.2           | v1 2",
        "你好世界        | 你 好 世 界",
        "Σίσυφος        | σισυφοσ",
        "한국어 학교      | 한국어 학교",
        "हिन्दी           | हनद",
        "😀              | ''",
      })
  void wordsAreFoundWithoutCaseAccentsAndWidth(String text, String index) {
    assertThat(java.text.Normalizer.normalize(Words.index(text), java.text.Normalizer.Form.NFKC))
        .isEqualTo(java.text.Normalizer.normalize(index, java.text.Normalizer.Form.NFKC));
  }

  @Test
  void theLastWordMayBeBegunOnlyUnlessASpaceOrAQuoteEndsIt() {
    assertThat(SearchText.of("black te")).isEqualTo(text(true, "black", "te"));
    assertThat(SearchText.of("black te ")).isEqualTo(text(false, "black", "te"));
    assertThat(SearchText.of("\"te\"")).isEqualTo(text(false, "te"));
  }

  @Test
  void wordsInQuotesFollowEachOther() {
    assertThat(SearchText.of("\"black tea\" milk ").phrases())
        .containsExactly(List.of("black", "tea"), List.of("milk"));
    assertThat(SearchText.of("\"never closed").phrases())
        .containsExactly(List.of("never", "closed"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a AND b",
        "NOT a*",
        "label:a",
        "a NEAR/2 b",
        "(a OR",
        "^a",
        "a\u0000b",
        "{a b}: c"
      })
  void operatorsAreWordsOrNothing(String text) {
    assertThat(SearchText.of(text).phrases())
        .allSatisfy(words -> assertThat(words).allMatch(word -> word.matches("[a-z0-9]+")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\"", "\"\"", "***", "(-)", "😀"})
  void withoutAWordThereIsNothingToLookFor(String text) {
    assertThat(SearchText.isSearchable(text)).isFalse();
  }

  @Test
  void longTextIsNotLookedFor() {
    assertThat(SearchText.isSearchable("a".repeat(1_000))).isTrue();
    assertThat(SearchText.isSearchable("a".repeat(1_001))).isFalse();
  }

  private static SearchText text(boolean prefix, String... words) {
    return new SearchText(List.of(words).stream().map(List::of).toList(), prefix);
  }
}
