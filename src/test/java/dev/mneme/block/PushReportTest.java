package dev.mneme.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PushReportTest {
  private static final String URL = "http://localhost:8283/ui/agents/agent-1/commits/3f9a";

  @Test
  void tellsBlocksInColumnsThenFindingsThenWhereToLook() {
    var report =
        PushReport.accepted(
            List.of(
                BlockLine.updated(Label.of("system/human"), content(1_167), content(1_204)),
                BlockLine.created(Label.of("reference/api"), content(310))),
            List.of(
                new Finding(
                    Severity.WARNING,
                    "system/plan.md",
                    0,
                    "frontmatter/missing",
                    "no frontmatter (add '---', 'description: …', '---' at the top)"),
                new Finding(
                    Severity.REJECTED,
                    "notes/key.md",
                    7,
                    "secrets/aws-access-key",
                    "looks like an AWS access key")),
            URL);

    assertThat(report.lines())
        .containsExactly(
            "✓ system/human    1,204 of 100,000 characters (+37)   updated",
            "✓ reference/api     310 characters                    created, attached",
            "! system/plan.md: no frontmatter (add '---', 'description: …', '---' at the top)",
            "✗ notes/key.md:7: looks like an AWS access key",
            "history: " + URL);
  }

  @Test
  void namesEachOutcome() {
    var moved = BlockLine.renamed(Label.of("a"), Label.of("b"), content(10), content(4));
    var same = BlockLine.renamed(Label.of("c"), Label.of("d"), content(1), content(1));
    var shared =
        BlockLine.updated(Label.of("e"), content(5), content(5))
            .and(new BlockLine.Outcome.AlsoIn(List.of("agent-2", "agent-3")));

    var lines =
        PushReport.accepted(
                List.of(moved, same, shared, BlockLine.detached(Label.of("f"), content(2_000))),
                List.of(),
                URL)
            .lines();

    assertThat(lines)
        .containsExactly(
            "✓ b       4 characters (-6)   renamed from a, updated",
            "✓ d       1 character (+0)    renamed from c",
            "✓ e       5 characters (+0)   updated, also in agent-2, agent-3",
            "✓ f   2,000 characters        detached",
            "history: " + URL);
  }

  @Test
  void countsCharactersAsCodePoints() {
    var line = BlockLine.created(Label.of("😀/é"), content("😀😀é"));

    assertThat(PushReport.accepted(List.of(line), List.of(), URL).lines().getFirst())
        .isEqualTo("✓ 😀/é   3 characters   created, attached");
  }

  @Test
  void rejectedPushTellsItsFindingsOnly() {
    var finding = new Finding(Severity.REJECTED, "", 0, "size/pack", "a pack of 5 bytes");

    assertThat(PushReport.rejected(List.of(finding)).lines())
        .containsExactly("✗ a pack of 5 bytes");
  }

  @Test
  void isTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      var line = BlockLine.updated(Label.of("system/x"), content(1_000), content(2_000));

      assertThat(PushReport.accepted(List.of(line), List.of(), URL).lines().getFirst())
          .isEqualTo("✓ system/x   2,000 of 100,000 characters (+1,000)   updated");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void stopsCountingOutWhatNobodyReads() {
    var line = BlockLine.created(Label.of("x"), content(1));
    var finding = new Finding(Severity.WARNING, "x", 0, "r", "m");
    var report =
        PushReport.accepted(
            Collections.nCopies(2_500, line), Collections.nCopies(1_000, finding), URL);

    assertThat(report.lines())
        .hasSize(2 * PushReport.MAX_LINES + 3)
        .contains("… and 2,000 more blocks", "… and 500 more findings");
  }

  private static BlockContent content(int characters) {
    return content("x".repeat(characters));
  }

  private static BlockContent content(String value) {
    return new BlockContent(value, "d", Block.DEFAULT_LIMIT, false, JsonMap.EMPTY);
  }
}
