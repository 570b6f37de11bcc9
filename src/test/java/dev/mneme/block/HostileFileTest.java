package dev.mneme.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that nobody means well with, each with the outcome that the specification gives it. */
class HostileFileTest {
  private static final String BODY = "body";

  /** Text, why it has no frontmatter, and where. */
  static Stream<Arguments> filesThatAreAllValue() {
    return Stream.of(
        absent("", Header.Reason.NONE, 0),
        absent("no frontmatter", Header.Reason.NONE, 0),
        absent("----\na: b\n---\n", Header.Reason.NONE, 0),
        absent(" ---\na: b\n---\n", Header.Reason.NONE, 0),
        absent("--- \na: b\n---\n", Header.Reason.NONE, 0),
        absent("\n---\na: b\n---\n", Header.Reason.NONE, 0),
        absent("\ufeff---\na: b\n---\n", Header.Reason.BYTE_ORDER_MARK, 0),
        absent("---\r\na: b\r\n---\r\n", Header.Reason.CARRIAGE_RETURN, 0),
        absent("---\n", Header.Reason.NOT_CLOSED, 0),
        absent("---\na: b", Header.Reason.NOT_CLOSED, 0),
        absent("---\na: b\n---", Header.Reason.NOT_CLOSED, 0),
        absent("---\na: b\n--- \nx", Header.Reason.NOT_CLOSED, 0),
        absent("---\na: b\n---\r\nx", Header.Reason.NOT_CLOSED, 0),
        absent("---\na: b\n...\nx", Header.Reason.NOT_CLOSED, 0),
        absent("---\n---\nx", Header.Reason.NOT_CLOSED, 0),
        absent("---\n\n---\nx", Header.Reason.EMPTY, 1),
        absent("---\n# only a comment\n---\nx", Header.Reason.EMPTY, 1),
        absent("---\n   \n\n---\nx", Header.Reason.EMPTY, 1),
        absent("---\ntext\n---\nx", Header.Reason.NOT_MAPPING, 1),
        absent("---\n- a\n- b\n---\nx", Header.Reason.NOT_MAPPING, 1),
        absent("---\n~\n---\nx", Header.Reason.NOT_MAPPING, 1),
        absent("---\na: [\n---\nx", Header.Reason.NOT_YAML, 3),
        absent("---\na: b\n\tc: d\n---\nx", Header.Reason.NOT_YAML, 3),
        absent("---\na:\n\t- b\n---\nx", Header.Reason.NOT_YAML, 3),
        absent("---\na: b: c\n---\nx", Header.Reason.NOT_YAML, 2),
        absent("---\na: \"b\n---\nx", Header.Reason.NOT_YAML, 3),
        absent("---\ndescription: [draft] notes\n---\nx", Header.Reason.NOT_YAML, 2),
        absent("---\na: b\n...\nc: d\n---\nx", Header.Reason.NOT_YAML, 4),
        absent("---\na: b\n--- c\n---\nx", Header.Reason.NOT_YAML, 3),
        absent("---\na: 1\nb: 2\na: 3\n---\nx", Header.Reason.NOT_YAML, 4),
        absent("---\na: 1\n\"a\": 3\n---\nx", Header.Reason.NOT_YAML, 3),
        absent("---\na: {b: 1, b: 2}\n---\nx", Header.Reason.NOT_YAML, 2),
        absent("---\na: !!java.lang.Runtime x\n---\nx", Header.Reason.NOT_YAML, 2),
        absent("---\na: !custom {b: c}\n---\nx", Header.Reason.NOT_YAML, 2),
        absent("---\n!custom\na: b\n---\nx", Header.Reason.NOT_YAML, 2),
        absent("---\na: !!binary aGk=\n---\nx", Header.Reason.NOT_YAML, 2),
        absent("---\na: !!int many\n---\nx", Header.Reason.NOT_YAML, 2),
        absent("---\na: *nowhere\n---\nx", Header.Reason.NOT_YAML, 2),
        absent("---\na: &self [*self]\n---\nx", Header.Reason.NOT_YAML, 2),
        absent("---\na: \"\\0\"\n---\nx", Header.Reason.NOT_YAML, 2),
        absent("---\na: \"\\ud800\"\n---\nx", Header.Reason.NOT_YAML, 2),
        absent("---\na: \"\\UFFFFFFFF\"\n---\nx", Header.Reason.NOT_YAML, 2),
        absent("---\na: \"\\q\"\n---\nx", Header.Reason.NOT_YAML, 2),
        absent("---\n%YAML 3.0\n--- \na: b\n---\nx", Header.Reason.NOT_YAML, 2),
        absent("---\n%YAML 1.2\n---\nx", Header.Reason.NOT_YAML, 3),
        absent("---\na: \u0001\n---\nx", Header.Reason.NOT_YAML, 2),
        absent("---\na: \u001b[31m\n---\nx", Header.Reason.NOT_YAML, 2),
        absent("---\n" + bomb() + "---\nx", Header.Reason.NOT_YAML, 0),
        absent("---\na: &a b\nc: [" + "*a, ".repeat(40) + "]\n---\nx", Header.Reason.NOT_YAML, 3),
        absent("---\na: " + "[".repeat(100_000) + "\n---\nx", Header.Reason.NOT_YAML, 2),
        absent(
            "---\na: " + "{b: ".repeat(70) + "}".repeat(70) + "\n---\n", Header.Reason.NOT_YAML, 2),
        absent("---\n" + indented(70) + "---\nx", Header.Reason.NOT_YAML, 66),
        absent("---\na: " + "x".repeat(1 << 20) + "\n---\nx", Header.Reason.NOT_YAML, 2));
  }

  @ParameterizedTest
  @MethodSource("filesThatAreAllValue")
  void fileWithoutReadableFrontmatterIsAllValue(String text, Header.Reason reason, int line) {
    BlockFile file = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> BlockFile.parse(text));

    assertThat(file.value()).isEqualTo(text);
    assertThat(file.frontmatter()).isEmpty();
    assertThat(file.fields()).isEqualTo(BlockFields.NONE);
    assertThat(file.header())
        .isInstanceOfSatisfying(
            Header.Absent.class,
            absent -> {
              assertThat(absent.reason()).isEqualTo(reason);
              assertThat(absent.detail()).hasSizeLessThan(300).doesNotContain("\n", "\u001b");
              if (line > 0) {
                assertThat(absent.line()).isEqualTo(line);
              }
            });
  }

  /** Frontmatter that is odd and still what YAML says it is, and the description it gives. */
  static Stream<Arguments> frontmatterThatIsRead() {
    return Stream.of(
        Arguments.of("description: d\r\n", "d"),
        Arguments.of("---\ndescription: d\n", "d"),
        Arguments.of("description: d\n...\n", "d"),
        Arguments.of("description: d\n# --- \n", "d"),
        Arguments.of("description: |\n  a\n  ---\n  b\n", "a\n---\nb\n"),
        Arguments.of("<<: {description: merged}\ndescription: own\n", "own"),
        Arguments.of("base: &b {description: merged}\n<<: *b\n", null),
        Arguments.of("description: !!str 5\n", "5"),
        Arguments.of("description: ! 5\n", "5"),
        Arguments.of("description: !!null ~\n", null),
        Arguments.of("%YAML 1.2\n--- \ndescription: d\n", "d"),
        Arguments.of("? [complex, key]\n: x\ndescription: d\n", "d"),
        Arguments.of("Description: other\n", null),
        Arguments.of("description : d\n", "d"),
        Arguments.of("\n\n\ndescription: d\n\n\n", "d"),
        Arguments.of("description: \"a\\nb\"\n", "a\nb"),
        Arguments.of("description: \"\\ud83d\\ude00\"\n", "😀"),
        Arguments.of("description:\n  folded\n  plain\n", "folded plain"),
        Arguments.of("{}\n", null),
        Arguments.of(
            "description: " + "long ".repeat(20_000) + "end\n", "long ".repeat(20_000) + "end"));
  }

  @ParameterizedTest
  @MethodSource("frontmatterThatIsRead")
  void oddFrontmatterIsReadAsYamlSays(String yaml, String description) {
    BlockFile file = BlockFile.parse("---\n" + yaml + "---\n" + BODY);

    assertThat(file.frontmatter()).hasValue(yaml);
    assertThat(file.value()).isEqualTo(BODY);
    assertThat(file.fields().description()).isEqualTo(description);
  }

  /** Bodies that look like the head, or like nothing at all. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "---\n",
        "\n---\n",
        "---\ndescription: not this\n---\n",
        "\ufeff",
        "\r\n\r\n",
        "...\n",
        "a\u2028b\u0001\u001b",
        "😀",
      })
  void bodyIsKeptCharacterForCharacter(String body) {
    BlockFile file = BlockFile.parse("---\ndescription: d\n---\n" + body);

    assertThat(file.value()).isEqualTo(body);
    assertThat(file.update(Label.of("x"), content(body, "d"), content(body, "e")).text())
        .isEqualTo("---\ndescription: e\n---\n" + body);
  }

  /** Bytes, in hexadecimal, that are not UTF-8. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ff",
        "c3",
        "61c3",
        "c328",
        "e282",
        "c0ae",
        "c1bf",
        "e080af",
        "eda080",
        "edbfbf",
        "f08080af",
        "f4908080",
        "f8888080",
        "fffe61006200",
        "feff00610062",
        "61e962",
        "80",
      })
  void bytesThatAreNotUtf8AreNoText(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);

    assertThat(FileContent.of(bytes))
        .isInstanceOfSatisfying(
            FileContent.NotText.class,
            file -> {
              assertThat(file.bytes()).isEqualTo(bytes);
              assertThat(file.sizeBytes()).isEqualTo(bytes.length);
              assertThat(file.problem()).isEqualTo("it is not UTF-8");
            });
  }

  @Test
  void nulCharactersAreNoText() {
    byte[] bytes = "---\ndescription: d\n---\na\0b".getBytes(StandardCharsets.UTF_8);

    assertThat(FileContent.of(bytes))
        .isInstanceOfSatisfying(
            FileContent.NotText.class,
            file -> assertThat(file.problem()).isEqualTo("it has NUL characters"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0", "\ud800", "x\udfff"})
  void textThatNoFileCanHoldIsRefusedBeforeItIsEncoded(String text) {
    assertThatThrownBy(() -> BlockFile.parse(text)).isInstanceOf(UnwritableBlockException.class);
  }

  @Test
  void largestFileIsReadInTime() {
    byte[] bytes = new byte[32 << 20];
    Arrays.fill(bytes, (byte) 'x');

    FileContent content =
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> FileContent.of(bytes));

    assertThat(content.sizeBytes()).isEqualTo(bytes.length);
  }

  @Test
  void manyKeysAreReadAndEditedInTime() {
    StringBuilder yaml = new StringBuilder("description: d\n");
    for (int i = 0; i < 50_000; i++) {
      yaml.append("😀").append(i).append(": ").append(i).append('\n');
    }
    String text = "---\n" + yaml + "---\n";

    BlockFile updated =
        assertTimeoutPreemptively(
            Duration.ofSeconds(10),
            () -> BlockFile.parse(text).update(Label.of("x"), content("", "d"), content("", "e")));

    assertThat(updated.text()).isEqualTo(text.replace("description: d", "description: e"));
  }

  private static Arguments absent(String text, Header.Reason reason, int line) {
    return Arguments.of(text, reason, line);
  }

  /** Ten lists of ten aliases each of the list before: 10¹⁰ nodes if they were filled in. */
  private static String bomb() {
    StringBuilder yaml = new StringBuilder("l0: &l0 lol\n");
    for (int i = 1; i <= 10; i++) {
      String alias = "*l%s,".formatted(i - 1);
      yaml.append("l%s: &l%s [%s x]\n".formatted(i, i, alias.repeat(10)));
    }
    return yaml.toString();
  }

  private static String indented(int depth) {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      yaml.append(" ".repeat(i)).append("a:\n");
    }
    return yaml.toString();
  }

  private static BlockContent content(String value, String description) {
    return new BlockContent(value, description, 100, false, JsonMap.EMPTY);
  }
}
