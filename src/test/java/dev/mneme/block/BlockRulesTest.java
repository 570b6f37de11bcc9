package dev.mneme.block;

import static dev.mneme.block.Severity.REJECTED;
import static dev.mneme.block.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockRulesTest {
  private static final String FINE = "---\ndescription: d\nlimit: 100\n---\nbody";
  private static final String READ_ONLY =
      "---\ndescription: d\nlimit: 100\nread_only: true\n---\nbody";
  private static final String WRITABLE = READ_ONLY.replace("true", "false");
  private static final ContentLimits SMALL = new ContentLimits(1_000, 2_000, 3, 4_000);

  /** One breach of one rule, with what each mode makes of it on each door. */
  record Case(
      String name,
      List<ChangedFile> files,
      TreeFacts tree,
      String rule,
      String path,
      int line,
      String words,
      @Nullable Severity standard,
      Severity strict) {
    @Override
    public String toString() {
      return rule + ": " + name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
            pathCases(), sizeCases(), readOnlyCases(), frontmatterCases(), keyCases(), treeCases())
        .flatMap(each -> each);
  }

  private static Stream<Case> pathCases() {
    return Stream.of(
        rejected("traversal", added("a/../b.md", FINE), "path/unsafe", 0, "'..'"),
        rejected("git's folder", added("x/.GIT/hooks/y", "x"), "path/unsafe", 0, "git's own"),
        rejected("label", added("a/.md", FINE), "path/unsafe", 0, "as the label of a block"),
        rejected("control", added("a\nb.md", FINE), "path/unsafe", 0, "control character"),
        rejected(
            "link",
            ChangedFile.added("system/x.md", new FileContent.SymbolicLink()),
            "path/symlink",
            0,
            "Commit the file it leads to"),
        rejected(
            "link instead of a file",
            ChangedFile.changed("x.md", text(FINE), new FileContent.SymbolicLink()),
            "path/symlink",
            0,
            "symbolic link"),
        rejected(
            "submodule",
            ChangedFile.added("lib", new FileContent.Submodule()),
            "path/submodule",
            0,
            "submodule"),
        advised(
            "flat skill", added("skills/x.md", FINE), "path/skill-folder", 0, "skills/x/SKILL.md"));
  }

  private static Stream<Case> sizeCases() {
    return Stream.of(
        rejected("block", added("x.md", fine(1_001)), "size/block-file", 0, "1,001 bytes"),
        rejected(
            "block not loaded",
            ChangedFile.added("x.md", new FileContent.Oversized(5_000_000)),
            "size/block-file",
            0,
            "5,000,000 bytes; the file of a block may have 1,000"),
        rejected("other", added("x.txt", "x".repeat(2_001)), "size/file", 0, "may have 2,000"),
        rejected(
            "no text",
            ChangedFile.added("x.png", new FileContent.NotText(new byte[2_001], "")),
            "size/file",
            0,
            "2,001 bytes"));
  }

  private static Stream<Case> readOnlyCases() {
    return Stream.of(
        rejected("with a new file", added("x.md", READ_ONLY), "read-only/key", 4, "be added"),
        rejected("false is added too", added("x.md", WRITABLE), "read-only/key", 4, "be added"),
        rejected("added", changed("x.md", FINE, READ_ONLY), "read-only/key", 4, "be added"),
        rejected("false added", changed("x.md", FINE, WRITABLE), "read-only/key", 4, "be added"),
        rejected("removed", changed("x.md", WRITABLE, FINE), "read-only/key", 0, "be removed"),
        rejected("changed", changed("x.md", WRITABLE, READ_ONLY), "read-only/key", 4, "be changed"),
        rejected(
            "lost with the frontmatter",
            changed("x.md", WRITABLE, "body"),
            "read-only/key",
            0,
            "be removed"),
        rejected(
            "added as no boolean",
            changed("x.md", FINE, FINE.replace("limit", "read_only: soon\nlimit")),
            "read-only/key",
            3,
            "be added"),
        rejected(
            "file changed", changed("x.md", READ_ONLY, FINE), "read-only/file", 0, "read_only"),
        rejected(
            "value changed",
            changed("x.md", READ_ONLY, READ_ONLY + "!"),
            "read-only/file",
            0,
            "Put the file back"),
        rejected(
            "no frontmatter", changed("x.md", READ_ONLY, "x"), "read-only/file", 0, "read_only"),
        rejected(
            "made binary",
            ChangedFile.changed("x.md", text(READ_ONLY), new FileContent.NotText(new byte[1], "")),
            "read-only/file",
            0,
            "read_only"),
        rejected(
            "removed",
            ChangedFile.removed("x.md", text(READ_ONLY)),
            "read-only/file",
            0,
            "neither change nor remove"),
        rejectedAt(
            "x.md",
            "moved",
            ChangedFile.moved("x.md", "y.md", text(READ_ONLY), text(READ_ONLY)),
            "read-only/file"),
        rejectedAt(
            "x.md",
            "moved to where no blocks are",
            ChangedFile.moved("x.md", ".trash/x.md", text(READ_ONLY), text(READ_ONLY)),
            "read-only/file"),
        rejected(
            "kept outside of the file",
            changed("MEMORY.md", "old", "new").ofBlock(readOnlyContent()),
            "read-only/file",
            0,
            "read_only"));
  }

  private static Stream<Case> frontmatterCases() {
    return Stream.of(
        advised(
            "system", added("system/x.md", "x"), "frontmatter/missing", 0, "no frontmatter (add"),
        advised(
            "reference", added("reference/a/x.md", "x"), "frontmatter/missing", 0, "(add '---'"),
        advised("older", added("memory/system/x.md", "x"), "frontmatter/missing", 0, "no front"),
        advised(
            "byte order mark",
            added("system/x.md", "\ufeff" + FINE),
            "frontmatter/missing",
            1,
            "byte order mark"),
        advised(
            "CR LF",
            added("system/x.md", FINE.replace("\n", "\r\n")),
            "frontmatter/missing",
            1,
            "CR LF"),
        advised(
            "open",
            added("system/x.md", "---\na: b\n"),
            "frontmatter/not-closed",
            1,
            "a line '---'"),
        advised("empty", added("system/x.md", "---\n\n---\n"), "frontmatter/not-yaml", 1, "empty"),
        advised(
            "list", added("system/x.md", "---\n- a\n---\n"), "frontmatter/not-yaml", 1, "mapping"),
        advised(
            "broken",
            added("system/x.md", "---\ndescription: d\nlimit: 5\na: b: c\n---\n"),
            "frontmatter/not-yaml",
            4,
            "in quotes"),
        advised(
            "absent", added("x.md", head("limit: 5")), "frontmatter/description", 0, "no descr"),
        advised(
            "null",
            added("x.md", head("limit: 5\ndescription:")),
            "frontmatter/description",
            3,
            "is empty"),
        advised(
            "blank",
            added("x.md", head("description: \"  \"\nlimit: 5")),
            "frontmatter/description",
            2,
            "is empty"),
        advised(
            "list for a text",
            added("x.md", head("description: [a]\nlimit: 5")),
            "frontmatter/description",
            2,
            "is no text"),
        new Case(
            "no limit",
            List.of(added("x.md", head("description: d"))),
            TreeFacts.NONE,
            "frontmatter/limit-missing",
            "x.md",
            0,
            "Add 'limit: 100000'",
            null,
            REJECTED),
        advised("zero", added("x.md", limit("0")), "frontmatter/limit", 3, "positive integer"),
        advised(
            "text", added("x.md", limit("\"100\"")), "frontmatter/limit", 3, "positive integer"),
        advised(
            "fraction", added("x.md", limit("1.5")), "frontmatter/limit", 3, "positive integer"),
        advised("nothing", added("x.md", limit("")), "frontmatter/limit", 3, "positive integer"),
        advised(
            "the file's own",
            added("x.md", limit("3") + "four"),
            "value/limit",
            0,
            "the value has 4 characters, its limit is 3"),
        advised(
            "the block's",
            added("x.md", "😀😀😀").ofBlock(new BlockContent("", null, 2, false, JsonMap.EMPTY)),
            "value/limit",
            0,
            "the value has 3 characters, its limit is 2"));
  }

  private static Stream<Case> keyCases() {
    return Stream.of(
        advised(
            "tags",
            added("x.md", head("description: d\nlimit: 5\ntags: [a]")),
            "frontmatter/unknown-key",
            4,
            "unknown key 'tags'"),
        advised(
            "other case",
            added("x.md", head("description: d\nlimit: 5\nLimit: 5")),
            "frontmatter/unknown-key",
            4,
            "unknown key 'Limit'"),
        noted(
            "metadata",
            added("x.md", head("description: d\nlimit: 5\nmetadata: no")),
            "frontmatter/wrong-type",
            4,
            "metadata is not a mapping"),
        noted(
            "read_only that stays",
            changed(
                "x.md",
                head("description: d\nlimit: 5\nread_only: no"),
                head("description: e\nlimit: 5\nread_only: no")),
            "frontmatter/wrong-type",
            4,
            "read_only is not true or false"),
        noted(
            "Latin-1",
            ChangedFile.added("x.md", FileContent.of(new byte[] {'a', (byte) 0xe9})),
            "file/not-text",
            0,
            "its block keeps its old value"));
  }

  private static Stream<Case> treeCases() {
    return Stream.of(
        whole("files", new TreeFacts(4, List.of(), 0, List.of()), "size/tree", "4 files"),
        whole("pack", new TreeFacts(1, List.of(), 4_001, List.of()), "size/pack", "4,001 bytes"),
        whole(
            "complaint",
            new TreeFacts(1, List.of(), 0, List.of("error in tree 1234: zeroPaddedFilemode")),
            "tree/fsck",
            "zeroPaddedFilemode"),
        clash("case", "Notes.md", "notes.md"),
        clash("folder", "A/x.md", "a/y.md"),
        clash("no block", "Readme", "readme"),
        clash("composed", "caf\u00e9.md", "cafe\u0301.md"),
        clash("both", "CAFE\u0301.md", "caf\u00e9.md"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void breachIsFoundWithRuleAndPlaceInBothModes(Case each) {
    assertFound(each, judge(RulesMode.STANDARD, Door.PUSH, each), each.standard());
    assertFound(each, judge(RulesMode.STRICT, Door.PUSH, each), each.strict());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void restIsUnderTheSameRulesExceptThoseOnReadOnlyAndMissingLimits(Case each) {
    boolean pushOnly =
        each.rule().startsWith("read-only/") || each.rule().equals("frontmatter/limit-missing");

    assertFound(
        each, judge(RulesMode.STANDARD, Door.REST, each), pushOnly ? null : each.standard());
    assertFound(each, judge(RulesMode.STRICT, Door.REST, each), pushOnly ? null : each.strict());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void otherBranchesAreOnlyUnderTheRulesOnPathsSizesAndSecrets(Case each) {
    Set<String> everywhere =
        Set.of("path/unsafe", "path/symlink", "path/submodule", "path/clash", "tree/fsck");
    boolean holds = everywhere.contains(each.rule()) || each.rule().startsWith("size/");
    var context =
        RulesContext.of(RulesMode.STRICT, Door.PUSH).withScope(Scope.FILES).withLimits(SMALL);

    List<Finding> findings = BlockRules.judge(context, each.files(), each.tree());

    assertFound(each, findings, holds ? each.strict() : null);
  }

  @Test
  void everyRuleHasItsCase() {
    Set<String> covered = cases().map(Case::rule).collect(Collectors.toSet());

    assertThat(EnumSet.allOf(Rule.class))
        .map(Rule::id)
        .allSatisfy(id -> assertThat(covered).contains(id));
  }

  @Nested
  class NothingIsFound {
    @ParameterizedTest
    @EnumSource(RulesMode.class)
    void inWhatIsAsItShouldBe(RulesMode mode) {
      var files =
          List.of(
              added("system/x.md", FINE),
              changed("y.md", WRITABLE, WRITABLE + "!"),
              changed("z.md", WRITABLE, WRITABLE.replace("false", "False # said")),
              changed("y2.md", READ_ONLY, READ_ONLY),
              added("named.md", head("name: x\ndescription: d\nlimit: 5\nmetadata: {a: b}")),
              added("notes.md", "no frontmatter, and none demanded here"),
              added("skills/pdf/SKILL.md", FINE),
              added("skills/pdf/notes.md", "any"),
              added("system/MEMORY.md", "an index"),
              added(".letta/config.json", "{\"version\": 1}"),
              added("image.png", "x"),
              ChangedFile.removed("old.md", text(WRITABLE)),
              ChangedFile.removed("bad/../path.md", text("x")),
              ChangedFile.moved("a.md", "b.md", text(WRITABLE), text(WRITABLE + "!")));

      assertThat(judge(mode, files)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "no frontmatter at all, as 0.19 writes",
          "---\nname: x\n---\nas 0.32 writes skills",
          "---\ndescription: a\ntags: [b]\nlimit: none\n---\n",
          "---\ndescription: [draft] notes\n---\nunquoted",
          "---\nnever closed",
        })
    void thatRefusesFrontmatterInStandardMode(String file) {
      var findings =
          judge(RulesMode.STANDARD, List.of(added("system/x.md", file), added("MEMORY.md", file)));

      assertThat(findings).noneMatch(Finding::isRejection);
    }

    @Test
    void inFilesThatAreThereAlready() {
      var tree = TreeFacts.of(List.of("Old.md", "old.md", "new.md"));

      assertThat(BlockRules.judge(strict(), List.of(added("new.md", FINE)), tree)).isEmpty();
    }

    @Test
    void whereAFileIsRenamedToAnotherCase() {
      var moved = ChangedFile.moved("Notes.md", "notes.md", text(FINE), text(FINE));

      assertThat(BlockRules.judge(strict(), List.of(moved), TreeFacts.of(List.of("notes.md"))))
          .isEmpty();
    }

    private static RulesContext strict() {
      return RulesContext.of(RulesMode.STRICT, Door.PUSH);
    }
  }

  @Test
  void allProblemsAreFoundAtOnceInTheOrderOfTheFiles() {
    var files =
        List.of(
            added("system/b.md", "---\nlimit: 0\nx: 1\n---\nbody"),
            added("system/a.md", "none"),
            added("a/../c", "x"));

    assertThat(judge(RulesMode.STANDARD, files))
        .map(Finding::toString)
        .containsExactly(
            "! system/b.md: no description (rule frontmatter/description). Say in one line what the"
                + " block is for",
            "! system/b.md:2: limit is not a positive integer, so the block keeps the one it had"
                + " (rule frontmatter/limit). Write for example 'limit: 100000'",
            "! system/b.md:3: unknown key 'x' (rule frontmatter/unknown-key). Remove it; known are"
                + " description, limit, read_only, metadata, name",
            "! system/a.md: no frontmatter (add '---', 'description: …', '---' at the top)",
            "✗ a/../c: not a safe path: the segment '..' is not allowed (rule path/unsafe). Rename"
                + " the file");
  }

  @Test
  void fileThatIsNoTextIsRefusedInStrictModeWhereFrontmatterIsDemanded() {
    byte[] utf16 = FINE.getBytes(StandardCharsets.UTF_16);
    var files = List.of(ChangedFile.added("system/x.md", FileContent.of(utf16)));

    assertThat(judge(RulesMode.STANDARD, files)).map(Finding::severity).containsExactly(WARNING);
    assertThat(judge(RulesMode.STRICT, files))
        .map(Finding::severity)
        .containsExactly(WARNING, REJECTED);
  }

  @Test
  void findingIsOneLineWhateverThePathHolds() {
    var findings = judge(RulesMode.STANDARD, List.of(added("a\r\n\u001b[2Jx\u202e.md", "x")));

    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().toString())
        .startsWith("✗ a\\u{d}\\u{a}\\u{1b}[2Jx\\u{202e}.md: not a safe path");
  }

  @Test
  void limitsAreReachedWithoutAFinding() {
    var context = RulesContext.of(RulesMode.STRICT, Door.PUSH).withLimits(SMALL);
    var files = List.of(added("x.md", fine(1_000)), added("x.txt", "x".repeat(2_000)));
    var tree = new TreeFacts(3, List.of("x.md", "x.txt", "y"), 4_000, List.of());

    assertThat(BlockRules.judge(context, files, tree))
        .filteredOn(finding -> finding.rule().startsWith("size/"))
        .isEmpty();
  }

  @Test
  void defaultLimitsAreThoseOfTheContract() {
    assertThat(ContentLimits.DEFAULT)
        .isEqualTo(new ContentLimits(1_048_576, 33_554_432, 10_000, 67_108_864));
  }

  private static void assertFound(Case each, List<Finding> findings, @Nullable Severity severity) {
    var found = findings.stream().filter(f -> f.rule().equals(each.rule())).toList();
    if (severity == null) {
      assertThat(found).isEmpty();
      return;
    }
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().severity()).isEqualTo(severity);
    assertThat(found.getFirst().path()).isEqualTo(each.path());
    assertThat(found.getFirst().line()).isEqualTo(each.line());
    assertThat(found.getFirst().message()).contains(each.words()).doesNotContain("\n");
  }

  private static List<Finding> judge(RulesMode mode, Door door, Case each) {
    return BlockRules.judge(
        RulesContext.of(mode, door).withLimits(SMALL), each.files(), each.tree());
  }

  private static List<Finding> judge(RulesMode mode, List<ChangedFile> files) {
    return BlockRules.judge(RulesContext.of(mode, Door.PUSH), files, TreeFacts.NONE);
  }

  private static Case rejected(String name, ChangedFile file, String rule, int line, String words) {
    return of(name, file, rule, line, words, REJECTED, REJECTED);
  }

  private static Case rejectedAt(String path, String name, ChangedFile file, String rule) {
    return new Case(
        name, List.of(file), TreeFacts.NONE, rule, path, 0, "read_only", REJECTED, REJECTED);
  }

  private static Case advised(String name, ChangedFile file, String rule, int line, String words) {
    return of(name, file, rule, line, words, WARNING, REJECTED);
  }

  private static Case noted(String name, ChangedFile file, String rule, int line, String words) {
    return of(name, file, rule, line, words, WARNING, WARNING);
  }

  private static Case of(
      String name,
      ChangedFile file,
      String rule,
      int line,
      String words,
      Severity standard,
      Severity strict) {
    return new Case(
        name, List.of(file), TreeFacts.NONE, rule, file.path(), line, words, standard, strict);
  }

  private static Case whole(String name, TreeFacts tree, String rule, String words) {
    return new Case(name, List.of(), tree, rule, "", 0, words, REJECTED, REJECTED);
  }

  private static Case clash(String name, String old, String added) {
    return new Case(
        name,
        List.of(added(added, FINE)),
        new TreeFacts(2, List.of(old, added), 0, List.of()),
        "path/clash",
        added,
        0,
        "differ only in case or Unicode normalisation",
        WARNING,
        REJECTED);
  }

  private static ChangedFile added(String path, String text) {
    return ChangedFile.added(path, text(text));
  }

  private static ChangedFile changed(String path, String before, String after) {
    return ChangedFile.changed(path, text(before), text(after));
  }

  private static FileContent text(String text) {
    return FileContent.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String head(String yaml) {
    return "---\n" + yaml + "\n---\n";
  }

  private static String limit(String limit) {
    return head("description: d\nlimit: " + limit);
  }

  private static String fine(int sizeBytes) {
    char[] body = new char[sizeBytes - FINE.length()];
    Arrays.fill(body, 'x');
    return FINE.replace("100", "900") + new String(body);
  }

  private static BlockContent readOnlyContent() {
    return new BlockContent("", null, Block.DEFAULT_LIMIT, true, JsonMap.EMPTY);
  }
}
