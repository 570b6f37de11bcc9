package dev.mneme.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds of all blocks and files; a failure names the seed that shows it again. */
class BlockPropertiesTest {
  private static final Label LABEL = Label.of("notes/x");
  private static final int SEEDS = Integer.getInteger("mneme.seeds", 4_000);

  @Test
  void createdFilesSayWhatTheBlockIs() {
    forAllSeeds(generator -> {
      BlockContent content = generator.content();

      BlockFile file = BlockFile.parse(BlockFile.create(LABEL, content).text());

      assertThat(file.contentOver(content)).isEqualTo(content);
      assertThat(file.fields().hasDescription()).isTrue();
      assertThat(file.contentOfNew(LABEL).readOnly()).isEqualTo(content.readOnly());
    });
  }

  @Test
  void bytesOfFileAreReadBackAsTheSameFile() {
    forAllSeeds(generator -> {
      BlockFile file = BlockFile.create(LABEL, generator.content());

      var read = (FileContent.Text) FileContent.of(file.toBytes());

      assertThat(read.file()).isEqualTo(file);
      assertThat(read.sizeBytes()).isEqualTo(file.toBytes().length);
      assertThat(FileContent.of(file)).isEqualTo(read);
    });
  }

  @Test
  void generatedFrontmatterIsMostlyYaml() {
    List<BlockFile> broken = new ArrayList<>();
    forAllFiles((generator, file) -> {
      if (file.frontmatter().isEmpty()) {
        broken.add(file);
      }
    });

    assertThat(broken).hasSizeLessThan(SEEDS / 10);
  }

  @Test
  void updateThatChangesNothingIsTheSameFile() {
    forAllFiles((generator, file) -> {
      BlockContent content = file.contentOver(generator.content());

      assertThat(file.update(LABEL, content, content)).isSameAs(file);
    });
  }

  @Test
  void updatedFilesSayWhatTheBlockHasBecome() {
    forAllFiles((generator, file) -> {
      BlockContent before = file.contentOver(generator.content());
      BlockContent after = generator.change(before);

      BlockFile updated = BlockFile.parse(file.update(LABEL, before, after).text());

      assertThat(updated.contentOver(after)).isEqualTo(after);
      assertThat(updated.update(LABEL, after, after)).isSameAs(updated);
    });
  }

  @Test
  void updateKeepsEveryKeyThatIsNotOursAndEveryCommentOnALineOfItsOwn() {
    forAllFiles((generator, file) -> {
      BlockContent before = file.contentOver(generator.content());

      BlockFile updated = file.update(LABEL, before, generator.change(before));

      assertThat(foreignLines(updated)).isEqualTo(foreignLines(file));
    });
  }

  @Test
  void changeOfTheValueAloneLeavesTheHeadByteForByte() {
    forAllFiles((generator, file) -> {
      BlockContent before = file.contentOver(generator.content());
      String head = headOf(file);

      BlockFile updated = file.update(LABEL, before, before.withValue(generator.text() + "x"));

      assertThat(updated.text()).startsWith(head);
      assertThat(updated.frontmatter()).isEqualTo(file.frontmatter());
    });
  }

  @Test
  void plainTextIsQuotedOnlyWhereYamlWouldReadItOtherwise() {
    forAllSeeds(generator -> {
      String text = generator.text();
      String written = YamlWriter.text(text);

      assertThat(written).doesNotContain("\n", "\r", "\u2028", "\u0085");
      assertThat(described(written)).hasValue(text);
      boolean needless = written.startsWith("\"") && isSafelyPlain(text);
      assertThat(needless).as("'%s' was quoted", text).isFalse();
    });
  }

  @Test
  void labelsThatAreAcceptedLeadToTheirPathAndBack() {
    forAllSeeds(generator -> {
      String text = generator.label();
      Optional<Label> label = label(text);

      label.ifPresent(l -> assertThat(Label.ofPath(l.toPath())).hasValue(l));
      Label.ofPath(text).ifPresent(l -> assertThat(l.toPath()).isEqualTo(text));
    });
  }

  @Test
  void safePathOfMarkdownOutsideOfSkillsAndDotFoldersIsAlwaysABlock() {
    forAllSeeds(generator -> {
      String path = generator.label() + ".md";
      boolean elsewhere =
          path.startsWith("skills/") || Stream.of(path.split("/", -1)).anyMatch(this::isDotted);
      if (TreePath.problem(path).isEmpty() && !elsewhere) {
        assertThat(Label.ofPath(path)).isPresent();
      }
    });
  }

  @Test
  void anyTextIsReadWithoutFailure() {
    forAllSeeds(generator -> {
      String text = "---\n" + generator.text() + generator.text() + "\n---\n" + generator.text();

      BlockFile file = BlockFile.parse(text);

      assertThat(text).endsWith(file.value());
      assertThat(headOf(file) + file.value()).isEqualTo(text);
    });
  }

  private boolean isDotted(String segment) {
    return segment.startsWith(".");
  }

  private static Optional<Label> label(String text) {
    try {
      return Optional.of(Label.of(text));
    } catch (InvalidLabelException e) {
      return Optional.empty();
    }
  }

  private static String headOf(BlockFile file) {
    return file.frontmatter().map(yaml -> "---\n" + yaml + "---\n").orElse("");
  }

  /** The lines of the generated frontmatter that no change of our keys may touch. */
  private static List<String> foreignLines(BlockFile file) {
    List<String> foreign = new ArrayList<>();
    String ours = "^(description|limit|read_only|metadata):.*";
    boolean inside = false;
    for (String line : file.frontmatter().orElse("").split("\n", -1)) {
      boolean continued = line.startsWith(" ") && inside;
      inside = line.matches(ours) || continued;
      if (!inside && !line.isEmpty()) {
        foreign.add(line);
      }
    }
    return foreign;
  }

  private static Optional<String> described(String yaml) {
    return Optional.ofNullable(
            BlockFile.parse("---\ndescription: " + yaml + "\n---\n").fields().description())
        .or(() -> Optional.of(""));
  }

  /** Whether YAML reads these characters as this text, and no line of a file is broken by them. */
  private static boolean isSafelyPlain(String text) {
    boolean visible = text.codePoints().noneMatch(c -> Character.isISOControl(c) && c != '\t');
    return visible
        && !text.isEmpty()
        && text.chars().noneMatch(c -> "\u2028\u2029\ufeff\uffff".indexOf(c) >= 0)
        && Yaml.parse("k: " + text + "\n") instanceof YamlResult.Parsed(var root)
        && text.equals(YamlMeaning.of(root.entries().getFirst().value()));
  }

  private interface FileProperty {
    void check(BlockGenerator generator, BlockFile file);
  }

  private static void forAllFiles(FileProperty property) {
    forAllSeeds(generator -> {
      String head = "---\n" + generator.frontmatter() + "---\n";
      property.check(generator, BlockFile.parse(head + generator.text()));
    });
  }

  private static void forAllSeeds(Consumer<BlockGenerator> property) {
    for (long seed = 0; seed < SEEDS; seed++) {
      try {
        property.accept(new BlockGenerator(seed));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed %s: %s".formatted(seed, e.getMessage()), e);
      }
    }
  }
}
