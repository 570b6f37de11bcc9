package dev.mneme.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.block.Block;
import dev.mneme.block.JsonMap;
import dev.mneme.block.Tags;
import dev.mneme.block.TemplateFields;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BlockSelectionTest extends DatabaseFixture {
  private static final StoredBlock FULL =
      new StoredBlock(
          new Block(
              Rows.blockId(5),
              "full",
              "Ärger 100%",
              "Über alles",
              7,
              true,
              new JsonMap(java.util.Map.of("k", List.of(1.5, "x"))),
              true,
              Tags.of(List.of("t2", "t1")),
              new TemplateFields(true, "name", "tid", "btid", "pid", "did", "eid", true)),
          new BlockVersion(3, "agent-x"),
          Rows.instant(5));

  @BeforeEach
  void store() {
    write(tables -> {
      tables.blocks().insert(Rows.block(1, "human", "one", "t1"));
      tables.blocks().insert(Rows.block(2, "Human", "two_", "t1", "t2"));
      tables.blocks().insert(Rows.block(3, "human", "Zwölf"));
      tables.blocks().insert(Rows.block(4, "ÄRA", ""));
      tables.blocks().insert(FULL);
      tables.agents().insert(Rows.agent(1));
      tables.agents().insert(Rows.agent(2));
      tables.attachments().insert(Rows.attached(1, Rows.block(1, "human")));
      tables.attachments().insert(Rows.attached(2, Rows.block(1, "human")));
      tables.attachments().insert(Rows.attached(2, Rows.block(2, "Human")));
    });
  }

  static Stream<Arguments> filters() {
    return Stream.of(
        filter("all", s -> s, 1, 2, 3, 4, 5),
        filter("label", s -> s.labelled("human"), 1, 3),
        filter("part of the label", s -> s.labelContaining("MAN"), 1, 2, 3),
        filter("part of the label beyond ASCII", s -> s.labelContaining("är"), 4),
        filter("part of the value", s -> s.valueContaining("ÖL"), 3),
        filter("underscore is no pattern", s -> s.valueContaining("_"), 2),
        filter("per cent is no pattern", s -> s.valueContaining("0%"), 5),
        filter("part of the description", s -> s.descriptionContaining("ü"), 5),
        filter("template name", s -> s.templateNamed("name"), 5),
        filter("templates", s -> s.templates(true), 5),
        filter("no templates", s -> s.templates(false), 1, 2, 3, 4),
        filter("any tag", s -> s.tagged(List.of("t1", "t2"), false), 1, 2, 5),
        filter("all tags", s -> s.tagged(List.of("t1", "t2"), true), 2, 5),
        filter("project", s -> s.ofProject("pid"), 5),
        filter("more than", s -> s.connectedToMoreThan(0), 1, 2),
        filter("fewer than", s -> s.connectedToFewerThan(2), 2, 3, 4, 5),
        filter("exactly", s -> s.connectedTo(List.of(2)), 1),
        filter("exactly one of", s -> s.connectedTo(List.of(2, 1, 7)), 1, 2),
        filter("not hidden", BlockSelection::withoutHidden, 1, 2, 3, 4),
        filter("nothing", BlockSelection::nothing),
        filter("both", s -> s.labelled("human").tagged(List.of("t1"), false), 1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("filters")
  void listAndCountKeepWhatFits(
      String name, UnaryOperator<BlockSelection> filter, List<Integer> expected) {
    assertThat(numbers(filter, null, null, 100)).isEqualTo(expected);
    assertThat(database.<Long>read(tables -> filter.apply(tables.blocks().select()).count()))
        .isEqualTo(expected.size());
  }

  @Test
  void everyFieldOfABlockIsKept() {
    assertThat(one(tables -> tables.blocks().find(Rows.blockId(5)))).contains(FULL);
  }

  @Test
  void cursorsCutTheListInItsOrder() {
    String second = Rows.blockId(2).value();
    String fourth = Rows.blockId(4).value();

    assertThat(numbers(s -> s, fourth, null, 2)).containsExactly(1, 2);
    assertThat(numbers(s -> s, null, second, 2)).containsExactly(3, 4);
    assertThat(numbers(s -> s.byCreation(true), fourth, null, 9)).containsExactly(5);
    assertThat(numbers(s -> s.byCreation(true), null, fourth, 9)).containsExactly(3, 2, 1);
    assertThat(numbers(s -> s, Rows.agentId(1).value(), "?", 1)).containsExactly(1);
  }

  @Test
  void onlyALargerVersionReplacesABlock() {
    StoredBlock newer = Rows.version(Rows.block(1, "new", "newer", "t9"), 2, "b");
    write(tables -> tables.blocks().putIfNewer(newer));
    write(tables -> {
      assertThat(tables.blocks().putIfNewer(Rows.version(Rows.block(1, "x"), 2, "a"))).isFalse();
      assertThat(tables.blocks().putIfNewer(Rows.version(Rows.block(1, "x"), 1, "c"))).isFalse();
      assertThat(tables.blocks().putIfNewer(newer)).isFalse();
    });

    assertThat(one(tables -> tables.blocks().find(Rows.blockId(1)))).contains(newer);
    assertThat(numbers(s -> s.tagged(List.of("t9"), false), null, null, 9)).containsExactly(1);
    assertThat(numbers(s -> s.tagged(List.of("t1"), false), null, null, 9)).containsExactly(2, 5);
  }

  private static Arguments filter(
      String name, UnaryOperator<BlockSelection> filter, Integer... expected) {
    return Arguments.of(name, filter, List.of(expected));
  }

  private List<Integer> numbers(
      UnaryOperator<BlockSelection> query,
      @Nullable String before,
      @Nullable String after,
      int limit) {
    return database
        .read(tables -> query.apply(tables.blocks().select()).list(before, after, limit))
        .stream()
        .map(stored -> Integer.parseInt(stored.block().id().value().substring(6, 14), 16))
        .toList();
  }
}
