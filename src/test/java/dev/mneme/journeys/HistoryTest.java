package dev.mneme.journeys;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Answer;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClient;
import dev.mneme.testing.TestClone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code GET …/memory/history} and {@code …/commits/{ref}}: time.md, with git as the judge. */
class HistoryTest extends Journey {
  private static final String LINES = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n";

  private Answer history(TestAgent agent, String query) {
    return server().get(agent.path() + "/memory/history" + query).ok();
  }

  private static List<String> shas(Answer answer) {
    return ((List<?>) Objects.requireNonNull(answer.at("commits")))
        .stream().map(commit -> String.valueOf(((Map<?, ?>) commit).get("sha"))).toList();
  }

  @Test
  void historyIsWhatGitLogSaysNewestFirst() {
    TestAgent agent = agentWithGit("human", "h\n");
    agent.setValue("system/human", "h 2\n");
    TestClone clone = clone(agent);
    clone.write("notes/a.md", "a\n").commit("Add a\n\nWith a body.");
    clone.write("notes/b.md", "b\nb\n").remove("notes/a.md").commitAndPush("Replace a").ok();

    Answer history = history(agent, "");

    assertThat(shas(history)).isEqualTo(clone.log("%H"));
    assertThat(history.at("has_more")).isEqualTo(false);
    assertThat(history.at("commits", 1, "message")).isEqualTo("Add a\n\nWith a body.");
    assertThat(history.at("commits", 0, "parents")).isEqualTo(List.of(clone.log("%H").get(1)));
    assertThat(history.at("commits", 0, "author"))
        .isEqualTo(object("name", "Ada", "email", "ada@example.org", "kind", null, "id", null));
    assertThat(history.at("commits", 0, "files_changed"))
        .isEqualTo(List.of("notes/a.md", "notes/b.md"));
    assertThat(history.at("commits", 0, "additions")).isEqualTo(2L);
    assertThat(history.at("commits", 0, "deletions")).isEqualTo(1L);
    assertThat(history.at("commits", 3, "parents")).isEqualTo(List.of());
  }

  @Test
  void commitOfTheServerTellsWhoWroteItAndWhy() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClient client =
        server()
            .client()
            .with("Mneme-Author-Kind", "reflection")
            .with("Mneme-Run", "run-7")
            .with("Mneme-Reason", "they said so: twice");

    client.patch(agent.path("system/human"), object("value", "new\n")).ok();

    Answer commit = server().get(agent.path() + "/memory/commits/HEAD").ok();
    String user = "user-00000000-0000-4000-8000-000000000000";
    assertThat(commit.at("message")).isEqualTo("Update system/human block");
    assertThat(commit.at("author"))
        .isEqualTo(
            object(
                "name",
                "User " + user,
                "email",
                user + "@letta.ai",
                "kind",
                "reflection",
                "id",
                user));
    assertThat(commit.at("trailers"))
        .isEqualTo(
            object(
                "Agent-Id", agent.id(),
                "Run-Id", "run-7",
                "Author-Kind", "reflection",
                "Reason", "they said so: twice"));
    assertThat(commit.textAt("committed_at")).matches("20\\d\\d-\\d\\d-\\d\\dT[0-9:]{8}Z");
  }

  @Test
  void filtersAreByAuthorKindAndRun() {
    TestAgent agent = agentWithGit("human", "h\n");
    for (int i = 0; i < 4; i++) {
      server()
          .client()
          .with("Mneme-Author-Kind", i % 2 == 0 ? "agent" : "human")
          .with("Mneme-Run", "run-" + i / 2)
          .patch(agent.path("system/human"), object("value", "v " + i))
          .ok();
    }
    List<String> all = shas(history(agent, ""));

    assertThat(shas(history(agent, "?author_kind=agent"))).containsExactly(all.get(1), all.get(3));
    assertThat(shas(history(agent, "?run=run-1"))).containsExactly(all.get(0), all.get(1));
    assertThat(shas(history(agent, "?run=run-1&author_kind=human"))).containsExactly(all.get(0));
    assertThat(shas(history(agent, "?run=run"))).isEmpty();
  }

  @Test
  void pagesEndWithoutGapOrRepetition() {
    TestAgent agent = agentWithGit("human", "h\n");
    for (int i = 0; i < 6; i++) {
      agent.setValue("system/human", "v " + i);
    }
    List<String> seen = new ArrayList<>();
    String before = "";
    boolean more = true;
    while (more) {
      Answer page = history(agent, "?limit=3" + before);
      seen.addAll(shas(page));
      before = "&before=" + seen.getLast();
      more = (boolean) Objects.requireNonNull(page.at("has_more"));
    }

    assertThat(seen).isEqualTo(clone(agent).log("%H")).hasSize(7);
    assertThat(shas(history(agent, "?before=" + seen.getLast()))).isEmpty();
  }

  @Test
  void unknownCursorIsIgnored() {
    TestAgent agent = agentWithGit("human", "h\n");
    List<String> all = shas(history(agent, ""));

    for (String cursor : List.of("0".repeat(40), "nonsense", "", agent.blockId("system/human"))) {
      assertThat(shas(history(agent, "?before=" + cursor))).isEqualTo(all);
    }
  }

  @Test
  void historyOfAPathFollowsItsRenames() {
    TestAgent agent = agentWithGit("human", LINES, "persona", "p\n");
    agent.patch("system/human", object("label", "people/ada")).ok();
    agent.setValue("people/ada", LINES + "nine\n");
    agent.setValue("system/persona", "p 2\n");
    TestClone clone = clone(agent);
    clone.move("people/ada.md", "people/eve.md").commit("Move");
    clone.write("people/eve.md", clone.read("people/eve.md") + "ten\n").commitAndPush("Ten").ok();

    List<String> followed =
        clone.git("log", "--follow", "--format=%H", "--", "people/eve.md").ok().lines();

    assertThat(followed).hasSize(5);
    assertThat(shas(history(agent, "?path=people/eve.md"))).isEqualTo(followed);
    assertThat(shas(history(agent, "?label=people/eve"))).isEqualTo(followed);
    assertThat(shas(history(agent, "?label=people%2Feve&limit=2&before=" + followed.get(1))))
        .isEqualTo(followed.subList(2, 4));
    assertThat(shas(history(agent, "?path=system/human.md")))
        .isEqualTo(clone.git("log", "--format=%H", "--", "system/human.md").ok().lines());
  }

  @Test
  void historyOfAFolderIsThatOfAllInIt() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);
    clone.write("notes/a.md", "a\n").commit("a");
    clone.write("other/b.md", "b\n").commit("b");
    clone.write("notes/deep/c.md", "c\n").commitAndPush("c").ok();
    List<String> ofFolder = clone.git("log", "--format=%H", "--", "notes").ok().lines();

    assertThat(shas(history(agent, "?path=notes/"))).isEqualTo(ofFolder).hasSize(2);
    assertThat(shas(history(agent, "?path=notes"))).isEqualTo(ofFolder);
  }

  @Test
  void labelWithoutSystemIsTriedUnderSystem() {
    TestAgent agent = agentWithGit("human", "h\n");
    agent.setValue("human", "h 2\n");

    assertThat(shas(history(agent, "?label=human"))).hasSize(2);
  }

  @Test
  void mergedBranchesAreThere() {
    TestAgent agent = agentWithGit("human", LINES);
    TestClone clone = clone(agent);
    clone.git("checkout", "-q", "-b", "side").ok();
    clone.write("notes/a.md", "a\n").commit("On the side");
    clone.git("checkout", "-q", "main").ok();
    clone.write("notes/b.md", "b\n").commit("On main");
    clone.git("merge", "-q", "--no-edit", "side").ok();
    clone.push().ok();

    assertThat(shas(history(agent, ""))).isEqualTo(clone.log("%H"));
    assertThat(shas(history(agent, "?path=notes/a.md")))
        .isEqualTo(clone.git("log", "--follow", "--format=%H", "--", "notes/a.md").ok().lines());
    Answer merge = server().get(agent.path() + "/memory/commits/HEAD").ok();
    assertThat(merge.list("parents")).hasSize(2);
    assertThat(merge.list("files_changed")).containsExactly("notes/a.md");
  }

  @Test
  void commitTellsWhatBecameOfEachFile() {
    TestAgent agent = agentWithGit("human", LINES, "persona", "p\n");
    TestClone clone = clone(agent);
    clone.move("system/human.md", "people/ada.md").remove("system/persona.md");
    clone.write("notes/a.md", "a\n").write("data.bin", new byte[] {0, 1, 2}).commit("All at once");
    clone.push().ok();

    Answer commit = server().get(agent.path() + "/memory/commits/" + clone.head()).ok();

    assertThat(statuses(commit))
        .containsExactlyInAnyOrder(
            "added data.bin null",
            "added notes/a.md null",
            "renamed people/ada.md system/human.md",
            "deleted system/persona.md null");
    assertThat(commit.textAt("changes", 1, "patch"))
        .startsWith("diff --git a/notes/a.md b/notes/a.md\nnew file mode 100644\n")
        .endsWith("@@ -0,0 +1 @@\n+a\n");
  }

  private static List<String> statuses(Answer commit) {
    return ((List<?>) Objects.requireNonNull(commit.at("changes")))
        .stream()
            .map(change -> (Map<?, ?>) change)
            .map(change ->
                change.get("status") + " " + change.get("path") + " " + change.get("old_path"))
            .toList();
  }

  @Test
  void commitIsFoundByAnAbbreviationABranchAndHead() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);
    clone.git("checkout", "-q", "-b", "reflection/1").ok();
    clone.write("notes/a.md", "a\n").commitAndPush("Reflect").ok();
    String commits = agent.path() + "/memory/commits/";

    for (String ref : List.of(clone.head(), clone.head().substring(0, 7), "reflection/1")) {
      assertThat(server().get(commits + ref).ok().at("sha")).isEqualTo(clone.head());
    }
    assertThat(
            server().get(commits + clone.head().toUpperCase(java.util.Locale.ROOT)).ok().at("sha"))
        .isEqualTo(clone.head());
    assertThat(server().get(commits + "reflection%2F1").ok().at("sha")).isEqualTo(clone.head());
    assertThat(server().get(commits + "HEAD").ok().at("sha")).isNotEqualTo(clone.head());
    assertThat(server().get(commits + "main").ok().at("sha"))
        .isEqualTo(server().get(commits + "HEAD").ok().at("sha"));
  }

  @ParameterizedTest
  @CsvSource({
    "history?limit=0, 422",
    "history?limit=many, 422",
    "history?author_kind=robot, 422",
    "history?label=../x, 422",
    "history?label=system/human&path=notes/a.md, 422",
    "commits/nonsense, 404",
    "commits/0000000000000000000000000000000000000000, 404",
    "commits/abcdef, 404",
    "commits/HEAD~1, 404",
    "commits/refs/mneme/state, 404",
    "commits/mneme/state, 404",
    "commits/../../x, 404",
    "diff, 422",
    "diff?from=nonsense, 422",
    "diff?from=HEAD&to=nonsense, 422",
    "diff?from=0000000000000000000000000000000000000000, 404",
    "diff?from=2001-01-01T00:00:00Z, 404",
    "diff?from=2026-13-45T00:00:00Z, 422",
    "diff?from=HEAD&to=abc, 422",
  })
  void whatIsNoPlaceInHistoryIsRefusedWithAHelpfulSentence(String path, int status) {
    TestAgent agent = agentWithGit("human", "h\n");
    String head = clone(agent).head();

    assertThat(server().get(agent.path() + "/memory/" + path).is(status).detail()).isNotBlank();

    assertThat(clone(agent).head()).isEqualTo(head);
  }

  @Test
  void commitThatNoRefLeadsToAnyMoreIsNotShown() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);
    clone.git("checkout", "-q", "-b", "gone").ok();
    clone.write("notes/a.md", "a\n").commitAndPush("To be forgotten").ok();
    String commit = agent.path() + "/memory/commits/" + clone.head();
    server().get(commit).ok();

    clone.git("push", "-q", "origin", ":gone").ok();

    server().get(commit).is(404);
  }

  @Test
  void agentWithoutGitMemoryIsToldHowToEnableIt() {
    TestAgent agent = plainAgent("human", "h\n");

    for (String path : List.of("history", "commits/HEAD", "diff?from=HEAD")) {
      assertThat(server().get(agent.path() + "/memory/" + path).is(404).detail())
          .contains("git-memory-enabled");
    }
    String nobody = "/v1/agents/agent-123e4567-e89b-42d3-8456-426614174000/memory/history";
    server().get(nobody).is(404);
  }
}
