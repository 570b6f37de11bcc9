package dev.mneme.block;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the head of a block's file should look like, and how long the value may be. */
final class FrontmatterRules {
  /** Where every file should have frontmatter; clients' hooks look below {@code memory/} too. */
  private static final List<String> DEMANDING =
      List.of("system/", "reference/", "memory/system/", "memory/reference/");

  private static final String SHAPE = "add '---', 'description: …', '---' at the top";

  private final String path;
  private final Findings findings;

  private FrontmatterRules(String path, Findings findings) {
    this.path = path;
    this.findings = findings;
  }

  static void judge(ChangedFile file, Findings findings) {
    if (!Label.isSyncable(file.path())) {
      return;
    }
    FrontmatterRules rules = new FrontmatterRules(file.path(), findings);
    switch (file.after()) {
      case FileContent.Text text -> rules.judge(text.file(), file.keptLimitChars());
      case FileContent.NotText notText -> rules.judgeNotText(notText);
      case FileContent.Oversized oversized -> {}
      case FileContent.SymbolicLink link -> {}
      case FileContent.Submodule submodule -> {}
      case null -> {}
    }
  }

  private void judge(BlockFile file, int keptLimitChars) {
    switch (file.header()) {
      case Header.Absent absent -> judgeAbsent(absent);
      case Header.Present present -> judgePresent(present);
    }
    Integer own = file.fields().limitChars();
    judgeLength(file.value(), own != null ? own : keptLimitChars);
  }

  private void judgeNotText(FileContent.NotText file) {
    findings.add(
        Rule.NOT_TEXT,
        path,
        "not text: %s; it stays in git and its block keeps its old value".formatted(file.problem()),
        "Save the file as UTF-8");
    // The hook sees no frontmatter in such a file; standard mode has said enough.
    if (demandsFrontmatter() && findings.context().mode() == RulesMode.STRICT) {
      findings.addAs(Rule.NO_FRONTMATTER, path, 0, "no frontmatter (" + SHAPE + ")");
    }
  }

  private void judgeAbsent(Header.Absent header) {
    if (!demandsFrontmatter()) {
      return;
    }
    switch (header.reason()) {
      case NONE -> findings.addAs(Rule.NO_FRONTMATTER, path, 0, "no frontmatter (" + SHAPE + ")");
      case BYTE_ORDER_MARK ->
          missing("it begins with a byte order mark", "Save the file without one");
      case CARRIAGE_RETURN ->
          missing("its lines end in CR LF", "Save the file with LF line endings");
      case NOT_CLOSED ->
          findings.add(
              Rule.NOT_CLOSED,
              path,
              1,
              "frontmatter is not closed",
              "Add a line '---' below its last key");
      case EMPTY -> notYaml(header, "it is empty", "Add 'description: …'");
      case NOT_MAPPING -> notYaml(header, "it is no mapping", "Write 'key: value' lines");
      case NOT_YAML -> notYaml(header, header.detail(), "Put values with ': ' or ' #' in quotes");
    }
  }

  /** An index has none from us either, so none is demanded. */
  private boolean demandsFrontmatter() {
    return DEMANDING.stream().anyMatch(path::startsWith) && !Label.isIndex(path);
  }

  private void missing(String why, String remedy) {
    findings.add(Rule.NO_FRONTMATTER, path, 1, "no frontmatter, because " + why, remedy);
  }

  private void notYaml(Header.Absent header, String why, String remedy) {
    String problem = "frontmatter is not YAML (%s), so the whole file is the value".formatted(why);
    findings.add(Rule.NOT_YAML, path, header.line(), problem, remedy);
  }

  private void judgePresent(Header.Present header) {
    judgeDescription(header, header.find(Header.Key.DESCRIPTION));
    judgeLimit(header, header.find(Header.Key.LIMIT));
    judgeType(header.find(Header.Key.READ_ONLY), header.fields().readOnly(), "true or false");
    judgeType(header.find(Header.Key.METADATA), header.fields().metadata(), "a mapping");
    header.root().entries().forEach(this::judgeKey);
  }

  private void judgeDescription(Header.Present header, YamlNode.@Nullable Entry entry) {
    String remedy = "Say in one line what the block is for";
    String description = header.fields().description();
    if (entry == null) {
      findings.add(Rule.DESCRIPTION, path, "no description", remedy);
    } else if (!header.fields().hasDescription()) {
      findings.add(Rule.DESCRIPTION, path, lineOf(entry), "description is no text", remedy);
    } else if (description == null || description.isBlank()) {
      findings.add(Rule.DESCRIPTION, path, lineOf(entry), "description is empty", remedy);
    }
  }

  private void judgeLimit(Header.Present header, YamlNode.@Nullable Entry entry) {
    if (entry == null) {
      findings.add(
          Rule.LIMIT_MISSING, path, "no limit", "Add 'limit: %s'".formatted(Block.DEFAULT_LIMIT));
    } else if (header.fields().limitChars() == null) {
      findings.add(
          Rule.LIMIT,
          path,
          lineOf(entry),
          "limit is not a positive integer, so the block keeps the one it had",
          "Write for example 'limit: %s'".formatted(Block.DEFAULT_LIMIT));
    }
  }

  private void judgeType(
      YamlNode.@Nullable Entry entry, @Nullable Object understood, String expected) {
    if (entry != null && understood == null) {
      String problem = "%s is not %s, so it counts as absent".formatted(entry.name(), expected);
      findings.add(Rule.WRONG_TYPE, path, lineOf(entry), problem, "Correct or remove it");
    }
  }

  private void judgeKey(YamlNode.Entry entry) {
    String name = entry.name();
    if (name == null || !Header.Key.KNOWN.contains(name)) {
      findings.add(
          Rule.UNKNOWN_KEY,
          path,
          lineOf(entry),
          "unknown key '%s'".formatted(name == null ? "(not text)" : Shown.of(name)),
          "Remove it; known are " + String.join(", ", Header.Key.KNOWN));
    }
  }

  private void judgeLength(String value, int limitChars) {
    int characters = Utf8.characters(value);
    if (characters > limitChars) {
      findings.add(
          Rule.VALUE_LIMIT,
          path,
          "the value has %s characters, its limit is %s"
              .formatted(Shown.count(characters), Shown.count(limitChars)),
          "Shorten it, or raise the limit");
    }
  }

  private static int lineOf(YamlNode.Entry entry) {
    return Header.Present.lineInFile(entry.key());
  }
}
