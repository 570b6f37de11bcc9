package dev.mneme.journeys;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Answer;
import dev.mneme.testing.Git;
import dev.mneme.testing.GitResult;
import dev.mneme.testing.TestClone;
import dev.mneme.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Repositories that agents share, through the real git: rest.md §7. */
class SharedRepositoriesTest {
  private final TestServer server = TestServer.start();
  private final Git git = Git.fresh();
  private String first = "";
  private String second = "";
  private String repository = "";

  @BeforeEach
  void shareNotes() {
    first = server.newAgent("git-memory-enabled");
    second = server.newAgent();
    repository = server.post("/v1/repositories", object("name", "notes")).ok().id();
    attach(first, "read_write");
    attach(second, "read");
  }

  @AfterEach
  void stop() {
    git.close();
    server.close();
  }

  private void attach(String agent, String permissions) {
    var body = object("repository_id", repository, "permissions", permissions);
    server.post("/v1/agents/%s/repositories".formatted(agent), body).ok();
  }

  private String remote(String agent) {
    return "%s/v1/git/%s/repositories/notes.git".formatted(server.url(), agent);
  }

  @Test
  void isBornWithOneCommitOnMainAndWithoutReadme() {
    TestClone clone = git.clone(remote(first));

    assertThat(clone.git("rev-list", "--count", "HEAD").ok().line()).isEqualTo("1");
    assertThat(clone.git("symbolic-ref", "HEAD").ok().stdout().strip())
        .isEqualTo("refs/heads/main");
    assertThat(clone.git("ls-files").ok().stdout().strip()).isEqualTo(".letta/config.json");
    assertThat(clone.git("ls-remote").ok().stdout()).doesNotContain("mneme");
  }

  @Test
  void whatOneAgentPushesTheOtherFetches() {
    TestClone writer = git.clone(remote(first));
    TestClone reader = git.clone(remote(second));

    writer.write("system/plan.md", "no frontmatter needed here\n").commit("Plan");
    GitResult pushed = writer.push().ok();
    reader.git("pull").ok();

    assertThat(reader.read("system/plan.md")).isEqualTo("no frontmatter needed here\n");
    assertThat(pushed.stderr()).contains("/repositories/notes/commits/").doesNotContain("✓");
    assertThat(server.get("/v1/agents/%s/core-memory/blocks".formatted(first)).ok().list())
        .isEmpty();
  }

  @Test
  void pushMovesTheTimeOfItsUpdate() {
    String before = server.get("/v1/repositories/" + repository).ok().textAt("updated_at");

    git.clone(remote(first)).write("a.md", "a").commit("a").push().ok();

    assertThat(server.get("/v1/repositories/" + repository).ok().textAt("updated_at"))
        .isGreaterThan(before);
  }

  @Test
  void versionsAreTheCommitsThatGitLogSays() {
    TestClone clone = git.clone(remote(first));
    clone.write("a/b.md", "one\ntwo\nthree\n").commit("Add\n\nReason: they said so");
    clone.write("c.md", "c\n").commit("Add c");
    clone.move("a/b.md", "a/d.md").commitAndPush("Move").ok();
    List<String> followed =
        clone.git("log", "--follow", "--format=%H", "--", "a/d.md").ok().lines();

    Answer versions = versions("").ok();

    assertThat(versions.keys()).containsExactly("commits");
    assertThat(shas(versions)).isEqualTo(clone.log("%H")).hasSize(4);
    assertThat(versions.at("commits", 2, "message")).isEqualTo("Add");
    assertThat(versions.at("commits", 2, "trailers", "Reason")).isEqualTo("they said so");
    assertThat(versions.at("commits", 2, "additions")).isEqualTo(3L);
    assertThat(shas(versions("?limit=2").ok())).isEqualTo(clone.log("%H", "-2"));
    assertThat(shas(versions("?path=a/d.md").ok())).isEqualTo(followed).hasSize(2);
    assertThat(shas(versions("?path=a/").ok())).isEqualTo(followed);
    assertThat(shas(versions("?path=none.md").ok())).isEmpty();
  }

  private Answer versions(String query) {
    return server.get("/v1/repositories/%s/versions%s".formatted(repository, query));
  }

  private static List<String> shas(Answer answer) {
    return ((List<?>) Objects.requireNonNull(answer.at("commits")))
        .stream().map(commit -> String.valueOf(((Map<?, ?>) commit).get("sha"))).toList();
  }

  @Test
  void twentyVersionsAreGivenUnlessMoreAreAskedFor() {
    TestClone clone = git.clone(remote(first));
    for (int i = 0; i < 21; i++) {
      clone.write("a.md", "a " + i).commit("Commit " + i);
    }
    clone.push().ok();

    assertThat(shas(versions("").ok())).isEqualTo(clone.log("%H", "-20"));
    assertThat(shas(versions("?limit=500").ok())).hasSize(22);
    versions("?limit=0").is(422);
    versions("?limit=all").is(422);
  }

  @Test
  void repositoryThatIsDeletedHasNoVersions() {
    server.delete("/v1/repositories/" + repository).ok();

    assertThat(versions("").is(404).detail()).contains(repository);
    server.get("/v1/repositories/repo-1/versions").is(422);
  }

  @Test
  void whoMayOnlyReadIsRefusedWithTheReason() {
    TestClone reader = git.clone(remote(second));

    GitResult refused = reader.write("a.md", "a").commit("a").push();

    refused.fails();
    assertThat(refused.stderr()).contains("may read the shared repository 'notes', not push to it");
    assertThat(git.clone(remote(first)).git("ls-files").ok().stdout()).doesNotContain("a.md");
  }

  @Test
  void mainOnlyGoesForwardHereToo() {
    TestClone clone = git.clone(remote(first));
    clone.write("a.md", "a").commit("a").push().ok();

    clone.git("commit", "--amend", "-m", "other").ok();

    assertThat(clone.git("push", "--force").stderr()).contains("! [rejected]");
    clone.git("push", "origin", ":main").fails();
  }

  @Test
  void secretsAreRefusedHereToo() {
    TestClone clone = git.clone(remote(first));

    GitResult refused = clone.write("key.txt", "AKIA" + "Q3EGRTXZ7NLK2MVB\n").commit("key").push();

    refused.fails();
    assertThat(refused.stderr()).contains("key.txt:1", "mneme.allow-secrets");
  }

  @Test
  void agentsThatDoNotHaveItAreToldHowToGetIt() {
    String stranger = server.newAgent();

    assertThat(git.run(git.home(), "ls-remote", remote(stranger)).stderr())
        .contains("has no shared repository 'notes'", "/v1/agents/" + stranger + "/repositories");
    assertThat(git.run(git.home(), "ls-remote", remote(first).replace("notes", "other")).stderr())
        .contains("has no shared repository 'other'");
    git.run(git.home(), "ls-remote", remote(first).replace("notes.git", "notes")).fails();
    git.run(git.home(), "ls-remote", remote(first).replace("notes.git", "..%2fx.git")).fails();
  }

  @Test
  void deletedOneIsGoneForAllAtOnce() {
    TestClone clone = git.clone(remote(first));

    server.delete("/v1/repositories/" + repository).ok();

    clone.git("fetch").fails();
    clone.write("a.md", "a").commit("a").push().fails();
  }
}
