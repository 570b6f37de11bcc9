package dev.mneme.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTest {
  @ParameterizedTest
  @CsvSource({
    "x, x.md",
    "system/human, system/human.md",
    "a/b/c, a/b/c.md",
    "memory/x, memory/x.md",
    "System/Human, System/Human.md",
    "skills, skills.md",
    "skills/pdf, skills/pdf/SKILL.md",
    "skills/pdf.md, skills/pdf.md/SKILL.md",
    "a/skills/x, a/skills/x.md",
    "x.md, x.md.md",
    "MEMORY, MEMORY.md",
    ".x, .x.md",
    "a/.x, a/.x.md",
    "..., ....md",
    "a..b, a..b.md",
    "with space, with space.md",
    "größe/日本語/😀, größe/日本語/😀.md",
    "git, git.md",
    ".github, .github.md",
  })
  void labelLeadsToItsPathAndBack(String label, String path) {
    assertThat(Label.of(label).toPath()).isEqualTo(path);
    assertThat(Label.ofPath(path)).hasValue(new Label(label));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "README",
        "x.MD",
        "x.md.txt",
        ".md",
        "a/.md",
        ".letta/config.json",
        ".letta/x.md",
        ".a/b/c.md",
        "a/.b/c.md",
        "skills/x.md",
        "skills/x/notes.md",
        "skills/x/skill.md",
        "skills/x/y/SKILL.md",
        "skills/SKILL.md",
        "skills//SKILL.md",
        "../x.md",
        "a//b.md",
        ".git.md",
        "..md",
        "...md",
      })
  void otherFilesAreNotBlocks(String path) {
    assertThat(Label.ofPath(path)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "skills/x/y, no block has that file",
    "skills/x/SKILL, no block has that file",
    ".a/b, no block has that file",
    "a/.b/c, no block has that file",
    "'', a segment is empty",
    "/a, begins with a slash",
    "a/, a segment is empty",
    "a//b, a segment is empty",
    "skills/, a segment is empty",
    ".., the segment '..' is not allowed",
    "., the segment '.' is not allowed",
    "a/../b, the segment '..' is not allowed",
    "a/./b, the segment '.' is not allowed",
    ".git, git's own",
    "a/.GIT/b, git's own",
    "a\\b, backslash",
    "'a\nb', control character",
  })
  void labelThatIsNoPathIsRefusedWithTheRule(String label, String rule) {
    assertThatThrownBy(() -> Label.of(label))
        .isInstanceOfSatisfying(
            InvalidLabelException.class, e -> assertThat(e.problem()).contains(rule))
        .hasMessageContaining("cannot be the path of a file");
  }

  @Test
  void messageStaysOnOneShortLineWhateverTheLabelHolds() {
    String label = "a\r\n\u001b[31m\u202e" + "x".repeat(1 << 20);

    assertThatThrownBy(() -> Label.of(label))
        .isInstanceOf(InvalidLabelException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400).doesNotContain("\n"))
        .hasMessageContaining("a\\u{d}\\u{a}\\u{1b}[31m\\u{202e}xxx");
  }

  @ParameterizedTest
  @MethodSource("unsafePaths")
  void unsafePathsAreNamedWithTheRule(String path, String rule) {
    assertThat(TreePath.problem(path)).hasValueSatisfying(p -> assertThat(p).contains(rule));
    assertThat(Label.ofPath(path)).isEmpty();
  }

  static Stream<Arguments> unsafePaths() {
    return Stream.of(
        Arguments.of("", "empty"),
        Arguments.of("/etc/passwd", "begins with a slash"),
        Arguments.of("a/../../x", "'..'"),
        Arguments.of("./x", "'.'"),
        Arguments.of("a//x", "a segment is empty"),
        Arguments.of("a/", "a segment is empty"),
        Arguments.of("a\\..\\x", "backslash"),
        Arguments.of("a\0b", "control character"),
        Arguments.of("a\rb", "control character"),
        Arguments.of("a\u0085b", "control character"),
        Arguments.of("a\u007fb", "control character"),
        Arguments.of("a\ud800b", "half a surrogate pair"),
        Arguments.of("\udc00\ud800", "half a surrogate pair"),
        Arguments.of(".git/config", "git's own"),
        Arguments.of(".Git/config", "git's own"),
        Arguments.of("x/.git", "git's own"),
        Arguments.of(".git /config", "git's own"),
        Arguments.of(".git.../config", "git's own"),
        Arguments.of(".git. . /config", "git's own"),
        Arguments.of("git~1/config", "git's own"),
        Arguments.of("GIT~1", "git's own"),
        Arguments.of(".git::$INDEX_ALLOCATION/config", "git's own"),
        Arguments.of(".git:x", "git's own"),
        Arguments.of(".g\u200cit/config", "git's own"),
        Arguments.of(".gi\ufefft/config", "git's own"),
        Arguments.of("\u206f.GIT\u202a", "git's own"),
        Arguments.of(".gitmodules", "git's own"),
        Arguments.of("gitmod~1", "git's own"),
        Arguments.of(".git\u200cmodules", "git's own"),
        Arguments.of(".git.md", "git's own"),
        Arguments.of("a/..md", "as the label of a block, the segment '.'"),
        Arguments.of("x".repeat(256), "longer than 255 bytes"),
        Arguments.of("é".repeat(128), "longer than 255 bytes"),
        Arguments.of("a/".repeat(512) + "b", "longer than 1024 bytes"),
        Arguments.of("x".repeat(1 << 20), "longer than 1024 bytes"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        ".gitignore",
        ".gitattributes",
        ".letta/config.json",
        "git~x",
        "a.git",
        ".gitx",
        "..a",
        "a b/c",
        "C:/x",
        "CON",
        "a\u200bb",
        ".é",
      })
  void otherPathsAreSafe(String path) {
    assertThat(TreePath.problem(path)).isEmpty();
    assertThat(TreePath.problem(path.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void limitsCountTheBytesOfTheFileAndAreReachable() {
    String segment = "x".repeat(255);
    String longest = String.join("/", List.of(segment, segment, segment, "y".repeat(253) + ".md"));

    assertThat(TreePath.problem(segment)).isEmpty();
    assertThat(Label.ofPath("x".repeat(252) + ".md")).isPresent();
    assertThatThrownBy(() -> Label.of("x".repeat(253))).hasMessageContaining("255 bytes");
    assertThat(longest).hasSize(1024);
    assertThat(TreePath.problem(longest)).hasValue("a segment is longer than 255 bytes");
    assertThat(TreePath.problem(longest.replace("yyy", "y/y"))).isEmpty();
    assertThat(TreePath.problem("z" + longest.replace("yyy", "y/y")))
        .hasValue("it is longer than 1024 bytes");
  }

  @Test
  void pathsThatAreNotUtf8AreNotSafe() {
    assertThat(TreePath.problem(new byte[] {'a', (byte) 0xe9})).hasValue("it is not UTF-8");
    assertThat(TreePath.problem(new byte[] {(byte) 0xc0, (byte) 0xae})).isPresent();
    assertThat(TreePath.problem(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80})).isPresent();
  }

  @Test
  void labelsAreOrderedByCodePoint() {
    assertThat(Stream.of("\ud83d\ude00", "\uff5e", "a/b", "a-b", "B").map(Label::of).sorted())
        .map(Label::value)
        .containsExactly("B", "a-b", "a/b", "\uff5e", "\ud83d\ude00");
  }
}
