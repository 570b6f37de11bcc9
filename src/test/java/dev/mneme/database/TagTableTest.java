package dev.mneme.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.block.CodePointOrder;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TagTableTest extends DatabaseFixture {

  @Test
  void tagsOfAgentsAndBlocksAreListedOnceInTheOrderOfCodePoints() {
    write(tables -> {
      tables.agents().insert(Rows.agent(1, "a", "b", "\uFFFD", "B"));
      tables.blocks().insert(Rows.block(1, "x", "", "b", "😀", "ä", "a"));
    });

    assertThat(list(null, null, null, false, 9))
        .containsExactly("B", "a", "b", "ä", "\uFFFD", "😀");
    assertThat(list(null, null, null, true, 2)).containsExactly("😀", "\uFFFD");
    assertThat(list("Ä", null, null, false, 9)).containsExactly("ä");
    assertThat(list(null, "b", null, false, 9)).containsExactly("B", "a");
    assertThat(list(null, null, "aa", false, 2)).containsExactly("b", "ä");
    assertThat(list(null, null, "b", true, 9)).containsExactly("a", "B");
    assertThat(list(null, "b", null, true, 1)).containsExactly("😀");
  }

  @Test
  void tenThousandTagsArePagedThrough() {
    List<String> tags = IntStream.range(0, 10_000).mapToObj(i -> "tag-" + i).toList();
    write(tables -> tables.agents().insert(Rows.agent(1, "a", tags.toArray(String[]::new))));

    assertThat(list(null, null, null, false, 10_000))
        .isEqualTo(tags.stream().sorted(CodePointOrder.INSTANCE).toList());
    assertThat(
            Stream.iterate(
                    list(null, null, null, false, 1_000),
                    page -> !page.isEmpty(),
                    page -> list(null, null, page.getLast(), false, 1_000))
                .mapToInt(List::size)
                .sum())
        .isEqualTo(10_000);
    assertThat(one(tables -> tables.agents().find(Rows.agentId(1))).orElseThrow().tags())
        .isEqualTo(dev.mneme.block.Tags.of(tags));
  }

  private List<String> list(
      @Nullable String contains,
      @Nullable String before,
      @Nullable String after,
      boolean descending,
      int limit) {
    return database.read(tables -> tables.tags().list(contains, before, after, descending, limit));
  }
}
