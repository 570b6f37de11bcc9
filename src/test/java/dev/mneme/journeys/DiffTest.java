package dev.mneme.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Answer;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClone;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code GET …/memory/diff}: a patch is right if {@code git apply} makes the other tree of it. */
class DiffTest extends Journey {
  private static final int COMMITS = 8;

  static LongStream seeds() {
    long first = Long.getLong("mneme.history.seed", 1);
    return LongStream.range(first, first + Integer.getInteger("mneme.histories", 4));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void patchFromAnyCommitToAnyOtherMakesTheOtherTree(long seed) {
    Random random = new Random(seed);
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);
    RandomTree tree = new RandomTree(random, clone);
    for (int i = 0; i < COMMITS; i++) {
      tree.change();
      clone.commit("Change " + i);
    }
    clone.push("-o", "mneme.allow-secrets").ok();
    List<String> commits = clone.log("%H");

    for (int i = 0; i < 6; i++) {
      String from = commits.get(random.nextInt(commits.size()));
      String to = commits.get(random.nextInt(commits.size()));
      assertPatchLeads(agent, clone, from, to, "seed %d, %s to %s".formatted(seed, from, to));
    }
  }

  private void assertPatchLeads(
      TestAgent agent, TestClone clone, String from, String to, String story) {
    String query = agent.path() + "/memory/diff?from=%s&to=%s".formatted(from, to);
    byte[] patch = server().client().with("Accept", "text/x-diff").get(query).ok().bytes();
    byte[] joined = joined(server().get(query).ok()).getBytes(StandardCharsets.UTF_8);

    assertThat(treeAfter(clone, from, patch)).as(story).isEqualTo(treeOf(clone, to));
    assertThat(joined).as(story).isEqualTo(patch);
    clone.git("reset", "-q", "--hard", to).ok();
    if (patch.length > 0) {
      clone.gitWith(patch, "apply", "--index", "-R").ok();
    }
    assertThat(clone.git("write-tree").ok().line()).as(story).isEqualTo(treeOf(clone, from));
  }

  private static String joined(Answer json) {
    return ((List<?>) Objects.requireNonNull(json.at("changes")))
        .stream()
            .map(change -> String.valueOf(((Map<?, ?>) change).get("patch")))
            .collect(Collectors.joining());
  }

  private static String treeAfter(TestClone clone, String from, byte[] patch) {
    clone.git("reset", "-q", "--hard", from).ok();
    if (patch.length > 0) {
      clone.gitWith(patch, "apply", "--index").ok();
    }
    return clone.git("write-tree").ok().line();
  }

  private static String treeOf(TestClone clone, String commit) {
    return clone.git("rev-parse", commit + "^{tree}").ok().line();
  }

  @Test
  void linesAreCountedAsGitCountsThem() {
    TestAgent agent = agentWithGit("human", "a\nb\nc\n");
    TestClone clone = clone(agent);
    String from = clone.head();
    clone.write("system/human.md", clone.read("system/human.md").replace("b\n", "x\ny\n"));
    clone.write("latin.txt", new byte[] {(byte) 0xe9, '\n', 'x', '\n'});
    clone.write("binary.bin", new byte[] {1, 0, 2}).commitAndPush("Change").ok();

    Answer diff = server().get(agent.path() + "/memory/diff?from=" + from).ok();

    assertThat(diff.at("from")).isEqualTo(from);
    assertThat(diff.at("to")).isEqualTo(clone.head());
    assertThat(counts(diff))
        .containsExactly("0 0 binary.bin", "2 0 latin.txt", "2 1 system/human.md");
  }

  private static List<String> counts(Answer diff) {
    return ((List<?>) Objects.requireNonNull(diff.at("changes")))
        .stream()
            .map(change -> (Map<?, ?>) change)
            .map(c -> c.get("additions") + " " + c.get("deletions") + " " + c.get("path"))
            .toList();
  }

  @Test
  void diffIsConfinedToAFileOrAFolder() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);
    clone.write("notes/a.md", "a\n").write("notes/b.md", "b\n").write("c.md", "c\n");
    clone.commitAndPush("Add").ok();
    String diff = agent.path() + "/memory/diff?from=HEAD&to=main&path=";
    String first = clone.log("%H").getLast();

    assertThat(counts(server().get(diff.replace("from=HEAD", "from=" + first) + "notes").ok()))
        .containsExactly("1 0 notes/a.md", "1 0 notes/b.md");
    assertThat(counts(server().get(diff.replace("from=HEAD", "from=" + first) + "c.md").ok()))
        .containsExactly("1 0 c.md");
    assertThat(server().get(diff).ok().list("changes")).isEmpty();
  }

  @Test
  void patchThatIsTooLongForAListIsLeftOutAndSaidSo() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);
    byte[] noise = new byte[3 << 20];
    new Random(1).nextBytes(noise);
    clone.write("noise.bin", noise).commitAndPush("Noise").ok();

    Answer commit = server().get(agent.path() + "/memory/commits/HEAD").ok();

    assertThat(commit.at("changes", 0, "patch")).isNull();
    assertThat(commit.textAt("changes", 0, "omitted")).contains("text/x-diff");
    String from = clone.log("%H").getLast();
    byte[] patch =
        server()
            .client()
            .with("Accept", "text/x-diff")
            .get(agent.path() + "/memory/diff?from=" + from)
            .ok()
            .bytes();
    assertThat(treeAfter(clone, from, patch)).isEqualTo(treeOf(clone, "HEAD@{1}"));
  }

  @ParameterizedTest
  @CsvSource({"nonsense, 422", "1234567, 404", "2001-01-01T00:00:00Z, 404"})
  void patchOfWhatIsNoPlaceInHistoryIsRefusedInWords(String from, int status) {
    TestAgent agent = agentWithGit("human", "h\n");
    String diff = agent.path() + "/memory/diff?from=" + from;

    Answer refused = server().client().with("Accept", "text/x-diff").get(diff).is(status);

    assertThat(refused.header("Content-Type")).startsWith("application/json");
    assertThat(refused.detail()).contains(from);
  }

  @Test
  void pointsInTimeAreByTheServersOwnClock() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);
    var past = git().withVariable("GIT_COMMITTER_DATE", "2001-01-01T00:00:00Z");
    clone.with(past).write("notes/a.md", "a\n").commitAndPush("Dated back").ok();

    String diff = agent.path() + "/memory/diff?from=%s&to=HEAD";

    server().get(diff.formatted("2001-06-01T00:00:00Z")).is(404);
    assertThat(counts(server().get(diff.formatted("2100-01-01T00:00:00Z")).ok())).isEmpty();
    assertThat(server().get(diff.formatted("2100-01-01T00:00:00%2B02:00")).ok().at("from"))
        .isEqualTo(clone.head());
  }
}
