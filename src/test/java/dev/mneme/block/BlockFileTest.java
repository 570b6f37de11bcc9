package dev.mneme.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockFileTest {
  private static final Label HUMAN = Label.of("system/human");
  private static final Label INDEX = Label.of("MEMORY");

  @Nested
  class Creating {
    @Test
    void writesDescriptionAndValueByteForByte() {
      var file = BlockFile.create(HUMAN, content("Ada.\n\n", "About Ada", false));

      assertThat(file.text()).isEqualTo("---\ndescription: About Ada\n---\nAda.\n\n");
    }

    @Test
    void writesNullWhereThereIsNoDescriptionAndReadOnlyWhereItIsTrue() {
      var file = BlockFile.create(HUMAN, content("Ada", null, true));

      assertThat(file.text()).isEqualTo("---\ndescription: null\nread_only: true\n---\nAda");
    }

    @Test
    void neverWritesLimitOrMetadata() {
      var metadata = new JsonMap(Map.of("a", 1));

      var file = BlockFile.create(HUMAN, new BlockContent("Ada", "d", 5, false, metadata));

      assertThat(file.text()).isEqualTo("---\ndescription: d\n---\nAda");
    }

    @Test
    void doesNotFoldLongDescriptions() {
      String description = "many words ".repeat(500) + "end";

      var file = BlockFile.create(HUMAN, content("Ada", description, false));

      assertThat(file.text().lines().toList())
          .containsExactly("---", "description: " + description, "---", "Ada");
    }

    @Test
    void givesNoFrontmatterToAnIndex() {
      assertThat(BlockFile.create(INDEX, content("# Index", "d", true)).text())
          .isEqualTo("# Index");
      assertThat(BlockFile.create(Label.of("a/MEMORY"), content("x", "d", false)).text())
          .isEqualTo("x");
    }

    @Test
    void givesFrontmatterToAnIndexUnderSystemWhereClientsToolsWantOne() {
      assertThat(BlockFile.create(Label.of("system/MEMORY"), content("# I", "d", false)).text())
          .isEqualTo("---\ndescription: d\n---\n# I");
    }

    @Test
    void givesFrontmatterEvenToAnIndexWhoseValueWouldBeTakenForIt() {
      String value = "---\nname: x\n---\nbody";

      var file = BlockFile.create(INDEX, content(value, null, false));

      assertThat(BlockFile.parse(file.text()).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
      "yes, yes",
      "2024-01-01, 2024-01-01",
      "a:b, a:b",
      "C#, C#",
      "-x, -x",
      "true, '\"true\"'",
      "'', null",
      "5, '\"5\"'",
      "1e3, '\"1e3\"'",
      "~, '\"~\"'",
      "'a: b', '\"a: b\"'",
      "'a:', '\"a:\"'",
      "'a #b', '\"a #b\"'",
      "[draft], '\"[draft]\"'",
      "*x*, '\"*x*\"'",
      "'C:\\dir', 'C:\\dir'",
      "'say \"hi\"', 'say \"hi\"'",
      "it's, it's",
      "'- x', '\"- x\"'",
      "' x', '\" x\"'",
    })
    void quotesOnlyWhatTheCoreSchemaWouldReadOtherwise(String description, String written) {
      var file = BlockFile.create(HUMAN, content("", description, false));

      assertThat(file.frontmatter()).hasValue("description: " + written + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\ud800", "\udc00b"})
    void refusesTextThatNoFileCanHold(String text) {
      assertThatThrownBy(() -> BlockFile.create(HUMAN, content(text, null, false)))
          .isInstanceOf(UnwritableBlockException.class)
          .hasMessageContaining("the value");
      assertThatThrownBy(() -> BlockFile.create(HUMAN, content("", text, false)))
          .isInstanceOf(UnwritableBlockException.class)
          .hasMessageContaining("the description");
    }

    @Test
    void refusesDescriptionThatNoReaderWouldTake() {
      String description = "x".repeat(Yaml.MAX_CHARS);

      assertThatThrownBy(() -> BlockFile.create(HUMAN, content("", description, false)))
          .isInstanceOf(UnwritableBlockException.class)
          .hasMessageContaining("too long");
    }
  }

  @Nested
  class Reading {
    @Test
    void takesTheFirstClosingLineAndTheBodyByteForByte() {
      var file = BlockFile.parse("---\na: b\n---\n\nvalue\n---\nmore\r\n");

      assertThat(file.frontmatter()).hasValue("a: b\n");
      assertThat(file.value()).isEqualTo("\nvalue\n---\nmore\r\n");
    }

    @Test
    void saysWhichOfOurKeysTheFileHas() {
      var fields =
          BlockFile.parse(
                  "---\ndescription: d\nlimit: 0x10\nread_only: False\nmetadata: {a: [1]}\n---\n")
              .fields();

      assertThat(fields)
          .isEqualTo(new BlockFields(true, "d", 16, false, new JsonMap(Map.of("a", List.of(1L)))));
    }

    @Test
    void keepsWhatTheFileDoesNotSay() {
      var kept = new BlockContent("old", "d", 7, true, new JsonMap(Map.of("a", 1)));

      assertThat(BlockFile.parse("---\nname: x\n---\nnew").contentOver(kept))
          .isEqualTo(kept.withValue("new"));
    }

    @Test
    void givesNewBlocksTheirDefaultsEvenWhereTheDescriptionIsNull() {
      var file = BlockFile.parse("---\ndescription: null\n---\nx");

      assertThat(file.contentOfNew(HUMAN))
          .isEqualTo(new BlockContent("x", "system/human block", 100_000, false, JsonMap.EMPTY));
    }

    @ParameterizedTest
    @CsvSource({
      "5, 5",
      "true, true",
      "0x1F, 0x1F",
      "1.50, 1.50",
      "2024-01-01, 2024-01-01",
      "\"a: b\", a: b",
      "null,",
      "~,",
      "'',",
      "'\"\"',",
      "*here, there",
    })
    void takesScalarDescriptionsAsTheirSourceText(String yaml, String description) {
      var fields =
          BlockFile.parse("---\nx: &here there\ndescription: %s\n---\n".formatted(yaml)).fields();

      assertThat(fields.hasDescription()).isTrue();
      assertThat(fields.description()).isEqualTo(description);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "description: [a]",
          "description: {a: b}",
          "limit: 0",
          "limit: -5",
          "limit: 1.0",
          "limit: \"5\"",
          "limit: 2147483648",
          "limit: 99999999999999999999999",
          "limit:",
          "read_only: \"true\"",
          "read_only: yes",
          "read_only: 1",
          "metadata: [a]",
          "metadata: text",
          "metadata: {a: .nan}",
          "metadata: {[a]: b}",
        })
    void countsValuesOfAnotherTypeAsAbsent(String line) {
      assertThat(BlockFile.parse("---\n" + line + "\n---\n").fields()).isEqualTo(BlockFields.NONE);
    }
  }

  @Nested
  class Updating {
    @ParameterizedTest
    @CsvSource({
      "'description: old', 'description: new'",
      "'description:   old   # why', 'description: new   # why'",
      "'description: \"old\"', 'description: new'",
      "'description: |\n  old\nname: x', 'description: new\nname: x'",
      "'description: > # why\n  old\n\n  more\n# c\nname: x', 'description: new # why\n# c\nname: x'",
      "'description:\nname: x', 'description: new\nname: x'",
      "'name: x\r\ndescription: old\r\nz: 1', 'name: x\r\ndescription: new\r\nz: 1'",
      "'{description: old, name: x}', '{description: new, name: x}'",
      "'{name: x}', '{description: new, name: x}'",
      "'? description\n: old\n? z\n: 1', '? description\n: new\n? z\n: 1'",
      "'# top\nname: x # c', '# top\ndescription: new\nname: x # c'",
      "'  name: x\n  z: 1', '  description: new\n  name: x\n  z: 1'",
      "'\"description\": old', '\"description\": new'",
      "'\uD83D\uDE00: \uD83D\uDE00\ndescription: old # \uD83D\uDE00', '\uD83D\uDE00: \uD83D\uDE00\ndescription: new # \uD83D\uDE00'",
    })
    void changesOnlyTheLinesOfTheKey(String yaml, String expected) {
      var file = BlockFile.parse("---\n" + yaml + "\n---\nbody");
      var before = content("body", "old", false);

      var after = file.update(HUMAN, before, content("body", "new", false));

      assertThat(after.text()).isEqualTo("---\n" + expected + "\n---\nbody");
    }

    @Test
    void rewritesAllKeysWhereAnotherOneRefersToTheOldValue() {
      var file = BlockFile.parse("---\ndescription: &a old\nother: *a\n---\n");

      var after = file.update(HUMAN, content("", "old", false), content("", "new", false));

      assertThat(after.frontmatter()).hasValue("other: old\ndescription: new\n");
    }

    @Test
    void leavesFilesWithoutFrontmatterWithoutWhenOnlyTheValueChanges() {
      var after =
          BlockFile.parse("old").update(HUMAN, content("old", "d", true), content("x", "d", true));

      assertThat(after.text()).isEqualTo("x");
    }

    @Test
    void givesFilesFrontmatterWhenTheDescriptionChanges() {
      var after =
          BlockFile.parse("old").update(HUMAN, content("old", "d", true), content("x", "e", true));

      assertThat(after.text()).isEqualTo("---\ndescription: e\nread_only: true\n---\nx");
    }

    @Test
    void givesAnIndexNoneWhateverChanges() {
      var after =
          BlockFile.parse("old").update(INDEX, content("old", "d", false), content("x", "e", true));

      assertThat(after.text()).isEqualTo("x");
    }

    @Test
    void givesFilesFrontmatterWhenTheNewValueWouldBeTakenForIt() {
      String value = "---\na: b\n---\nbody";

      var after =
          BlockFile.parse("x").update(HUMAN, content("x", "d", false), content(value, "d", false));

      assertThat(after.value()).isEqualTo(value);
    }

    @Test
    void writesReadOnlyOnlyWhileItIsTrue() {
      var open = BlockFile.parse("---\ndescription: d\nname: x\n---\nbody");

      var closed = open.update(HUMAN, content("body", "d", false), content("body", "d", true));
      var opened = closed.update(HUMAN, content("body", "d", true), content("body", "d", false));

      assertThat(closed.frontmatter()).hasValue("description: d\nread_only: true\nname: x\n");
      assertThat(opened).isEqualTo(open);
    }

    @Test
    void putsTheDescriptionWhereFrontmatterWouldBeLeftEmpty() {
      var file = BlockFile.parse("---\nread_only: true\n---\nbody");

      var after = file.update(HUMAN, content("body", "d", true), content("body", "d", false));

      assertThat(after.text()).isEqualTo("---\ndescription: d\n---\nbody");
    }

    @Test
    void writesLimitAndMetadataOnlyWhereTheFileHasThem() {
      var with = BlockFile.parse("---\nlimit: 5 # c\nmetadata:\n  a: 1\n  b: [x]\nname: n\n---\n");
      var without = BlockFile.parse("---\nname: n\n---\n");
      var before = with.contentOver(content("", null, false));
      var after =
          new BlockContent("", null, 9, false, new JsonMap(Map.of("a", List.of("x, y", 2.5))));

      assertThat(with.update(HUMAN, before, after).frontmatter())
          .hasValue("limit: 9 # c\nmetadata: {a: [\"x, y\", 2.5]}\nname: n\n");
      assertThat(without.update(HUMAN, before, after)).isSameAs(without);
    }

    @Test
    void leavesTheDescriptionThatNobodyChanged() {
      var file = BlockFile.parse("---\ndescription:\n---\nold");
      var before = file.contentOfNew(HUMAN).withValue("old");

      var after = file.update(HUMAN, before, before.withValue("new"));

      assertThat(after.text()).isEqualTo("---\ndescription:\n---\nnew");
    }

    @Test
    void refusesMetadataThatIsNestedTooDeep() {
      Map<String, Object> nested = Map.of("a", 1);
      for (int i = 0; i < 100; i++) {
        nested = Map.of("a", nested);
      }
      var file = BlockFile.parse("---\nmetadata: {}\n---\n");
      var before = content("", null, false);
      var after = new BlockContent("", null, before.limitChars(), false, new JsonMap(nested));

      assertThatThrownBy(() -> file.update(HUMAN, before, after))
          .isInstanceOf(UnwritableBlockException.class)
          .hasMessageContaining("too deep");
    }
  }

  private static BlockContent content(
      String value, @Nullable String description, boolean readOnly) {
    return new BlockContent(value, description, Block.DEFAULT_LIMIT, readOnly, JsonMap.EMPTY);
  }
}
