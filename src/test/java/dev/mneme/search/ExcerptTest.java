package dev.mneme.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
  @Test
  void everyWordThatWasFoundIsMarked() {
    assertThat(html("Drinks Tea & <b>tea</b>", "tea "))
        .isEqualTo("Drinks <mark>Tea</mark> &amp; &lt;b&gt;<mark>tea</mark>&lt;/b&gt;");
  }

  @Test
  void wordThatWasOnlyBegunIsMarkedWhole() {
    assertThat(html("Likes teapots", "tea")).isEqualTo("Likes <mark>teapots</mark>");
  }

  @Test
  void longTextIsCutAroundWhereMostWordsStandTogether() {
    String text =
        "tea ".concat("x ".repeat(300)).concat("black tea with milk ").concat("y ".repeat(300));

    Excerpt excerpt = Excerpt.of(text, SearchText.of("tea black milk"));

    assertThat(excerpt.text()).startsWith("…").endsWith("…").contains("black tea with milk");
    assertThat(excerpt.marks())
        .extracting(mark -> excerpt.text().substring(mark.start(), mark.end()))
        .containsExactly("black", "tea", "milk");
  }

  @Test
  void cutsDoNotPartACharacter() {
    String text = "😀".repeat(500) + " tea " + "😀".repeat(500);

    String cut = Excerpt.of(text, SearchText.of("tea")).text();

    assertThat(cut.codePoints()).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }

  @Test
  void withoutAnyOfTheWordsItIsTheBeginning() {
    assertThat(html("Nothing of that", "tea")).isEqualTo("Nothing of that");
  }

  private static String html(String text, String sought) {
    return Excerpt.of(text, SearchText.of(sought)).html();
  }
}
