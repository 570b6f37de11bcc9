package dev.mneme.block;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who pushes reads beside git's own words: what became of each block, what the rules
 * found, and where to look at it.
 *
 * @param blocks one for each changed block; empty if the push was rejected, which changes nothing
 * @param historyUrl where the commit can be seen, or null
 */
public record PushReport(
    List<BlockLine> blocks, List<Finding> findings, @Nullable String historyUrl) {
  /** More lines than this are only counted: nobody reads them, and a push waits for them. */
  static final int MAX_LINES = 500;

  private static final String GAP = "   ";

  public PushReport {
    blocks = List.copyOf(blocks);
    findings = List.copyOf(findings);
  }

  /** Of a push that went through. */
  public static PushReport accepted(
      List<BlockLine> blocks, List<Finding> findings, String historyUrl) {
    return new PushReport(blocks, findings, historyUrl);
  }

  /** Of a push that changed nothing. */
  public static PushReport rejected(List<Finding> findings) {
    return new PushReport(List.of(), findings, null);
  }

  /**
   * The lines, without line ends and without the {@code remote: } that git puts before each; the
   * same in every locale.
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(table());
    findings.stream().limit(MAX_LINES).map(Finding::toString).forEach(lines::add);
    addRest(lines, findings.size(), "findings");
    if (historyUrl != null) {
      lines.add("history: " + historyUrl);
    }
    return List.copyOf(lines);
  }

  private List<String> table() {
    List<Row> rows = blocks.stream().limit(MAX_LINES).map(Row::of).toList();
    Widths widths = Widths.of(rows);
    List<String> lines = new ArrayList<>();
    rows.forEach(row -> lines.add(row.line(widths)));
    addRest(lines, blocks.size(), "blocks");
    return lines;
  }

  private static void addRest(List<String> lines, int size, String what) {
    if (size > MAX_LINES) {
      lines.add("… and %s more %s".formatted(Shown.count(size - MAX_LINES), what));
    }
  }

  private static String outcome(BlockLine.Outcome outcome) {
    return switch (outcome) {
      case BlockLine.Outcome.Created created -> "created";
      case BlockLine.Outcome.Updated updated -> "updated";
      case BlockLine.Outcome.Attached attached -> "attached";
      case BlockLine.Outcome.Detached detached -> "detached";
      case BlockLine.Outcome.RenamedFrom(var old) -> "renamed from " + Shown.of(old.value());
      case BlockLine.Outcome.AlsoIn(var agents) -> "also in " + String.join(", ", agents);
    };
  }

  /** The four columns of a line; the number is set to the right, the others to the left. */
  private record Row(String label, String number, String rest, String outcomes) {
    static Row of(BlockLine line) {
      String outcomes =
          line.outcomes().stream().map(PushReport::outcome).collect(Collectors.joining(", "));
      String label = Shown.of(line.label().value());
      return new Row(label, Shown.count(line.characters()), rest(line), outcomes);
    }

    private static String rest(BlockLine line) {
      String limit = line.label().isSystem() ? " of " + Shown.count(line.limitChars()) : "";
      String noun = line.characters() == 1 && limit.isEmpty() ? " character" : " characters";
      return limit + noun + change(line);
    }

    private static String change(BlockLine line) {
      if (line.charactersBefore() == null
          || line.outcomes().contains(new BlockLine.Outcome.Detached())) {
        return "";
      }
      int change = line.characters() - line.charactersBefore();
      return " (%s%s)".formatted(change < 0 ? "-" : "+", Shown.count(Math.abs(change)));
    }

    String line(Widths widths) {
      return "✓ "
          + label
          + " ".repeat(widths.label() - Utf8.characters(label))
          + GAP
          + " ".repeat(widths.number() - number.length())
          + number
          + rest
          + " ".repeat(widths.rest() - rest.length())
          + GAP
          + outcomes;
    }
  }

  private record Widths(int label, int number, int rest) {
    static Widths of(List<Row> rows) {
      int label = 0;
      int number = 0;
      int rest = 0;
      for (Row row : rows) {
        label = Math.max(label, Utf8.characters(row.label()));
        number = Math.max(number, row.number().length());
        rest = Math.max(rest, row.rest().length());
      }
      return new Widths(label, number, rest);
    }
  }
}
