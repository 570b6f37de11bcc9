package dev.mneme.journeys;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Answer;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClient;
import dev.mneme.testing.TestClone;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are written over REST, one or many at a time: time.md. */
class WrittenFilesTest extends Journey {
  private static final byte[] LATIN = "caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);

  private Answer put(TestAgent agent, String path, Object body, String... headers) {
    return client(headers).send("PUT", agent.path() + "/memory/files/" + path, body);
  }

  private Answer delete(TestAgent agent, String path, String... headers) {
    return client(headers).delete(agent.path() + "/memory/files/" + path);
  }

  private TestClient client(String... headers) {
    TestClient client = server().client();
    for (int i = 0; i < headers.length; i += 2) {
      client = client.with(headers[i], headers[i + 1]);
    }
    return client;
  }

  private Answer commit(TestAgent agent, Object body) {
    return server().post(agent.path() + "/memory/commits", body);
  }

  private static Map<String, @Nullable Object> changes(Object... changes) {
    return object("message", "Change some", "changes", List.of(changes));
  }

  private String head(TestAgent agent) {
    return server().get(agent.path() + "/memory/commits/HEAD").ok().textAt("sha");
  }

  @Test
  void fileThatIsPutIsACommitAndABlock() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);

    Answer written =
        put(
                agent,
                "notes/a.md",
                "---\ndescription: All of a\nlimit: 77\n---\nA.\n",
                "Content-Type",
                "text/markdown",
                "Mneme-Reason",
                "they said so",
                "Mneme-Run",
                "run-1")
            .ok();

    clone.pull().ok();
    assertThat(written.at("sha")).isEqualTo(clone.head());
    assertThat(written.header("Mneme-Commit")).isEqualTo(clone.head());
    assertThat(written.header("ETag"))
        .isEqualTo('"' + clone.git("rev-parse", "HEAD:notes/a.md").ok().line() + '"');
    assertThat(written.list("files_changed")).containsExactly("notes/a.md");
    assertThat(clone.log("%B", "-1"))
        .startsWith("Create notes/a.md")
        .contains("Agent-Id: " + agent.id(), "Run-Id: run-1", "Reason: they said so");
    Answer block = agent.get("notes/a").ok();
    assertThat(block.at("value")).isEqualTo("A.\n");
    assertThat(block.at("limit")).isEqualTo(77L);
    assertThat(block.at("description")).isEqualTo("All of a");
    assertThat(put(agent, "notes/a.md", "A 2.\n").ok().at("message"))
        .isEqualTo("Update notes/a.md");
    assertThat(agent.blockId("notes/a")).isEqualTo(block.id());
    assertThat(agent.get("notes/a").ok().at("limit")).isEqualTo(77L);
  }

  @Test
  void anyBytesCanBePutAndAreServedAsTheyCame() {
    TestAgent agent = agentWithGit("human", "h\n");

    put(agent, "data/caf%C3%A9%20%23.bin", LATIN, "Content-Type", "image/png").ok();
    put(agent, "empty.txt", new byte[0]).ok();

    assertThat(server().get(agent.path() + "/memory/files/data/caf%C3%A9%20%23.bin").ok().bytes())
        .isEqualTo(LATIN);
    assertThat(server().get(agent.path() + "/memory/files/empty.txt").ok().bytes()).isEmpty();
  }

  @Test
  void sameContentMakesNoCommit() {
    TestAgent agent = agentWithGit("human", "h\n");
    put(agent, "a.txt", "a").ok();
    String head = head(agent);

    Answer again = put(agent, "a.txt", "a").ok();

    assertThat(again.at("sha")).isEqualTo(head);
    assertThat(again.header("Mneme-Warning")).contains("nothing was changed");
    assertThat(head(agent)).isEqualTo(head);
  }

  @Test
  void fileThatIsDeletedDetachesItsBlock() {
    TestAgent agent = agentWithGit("human", "h\n", "persona", "p\n");
    String block = agent.blockId("system/human");

    Answer deleted = delete(agent, "system/human.md").ok();

    assertThat(deleted.at("message")).isEqualTo("Delete system/human.md");
    assertThat(agent.labels()).containsExactly("system/persona");
    server().get("/v1/blocks/" + block).ok();
    delete(agent, "system/human.md").is(404);
  }

  @Test
  void lastBlockFileThatIsDeletedDetachesNothingAndSaysSo() {
    TestAgent agent = agentWithGit("human", "h\n");

    Answer deleted = delete(agent, "system/human.md").ok();

    assertThat(deleted.header("Mneme-Warning")).contains("no block file is left");
    assertThat(agent.value("system/human")).isEqualTo("h\n");
  }

  @Test
  void executableStaysExecutable() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);
    clone.write("run.sh", "#!/bin/sh\n").git("add", "-A").ok();
    clone.git("update-index", "--chmod=+x", "run.sh").ok();
    clone.git("commit", "-qm", "Add").ok();
    clone.git("reset", "-q", "--hard").ok();
    clone.push().ok();

    put(agent, "run.sh", "#!/bin/sh\nexit\n").ok();
    commit(agent, changes(object("path", "run.sh", "rename_to", "bin/go"))).ok();

    clone.pull().ok();
    assertThat(clone.git("ls-tree", "HEAD", "bin/go").ok().line()).startsWith("100755 ");
  }

  @Test
  void fileIsWrittenOnlyOverWhatTheCallerExpects() {
    TestAgent agent = agentWithGit("human", "h\n");
    String first = put(agent, "a.txt", "1", "If-None-Match", "*").ok().header("ETag");

    Answer taken = put(agent, "a.txt", "2", "If-None-Match", "*").is(412);
    String second = put(agent, "a.txt", "2", "If-Match", first).ok().header("ETag");
    put(agent, "a.txt", "3", "If-Match", first).is(412);
    put(agent, "b.txt", "3", "If-Match", "*").is(412);
    delete(agent, "a.txt", "If-Match", first).is(412);
    delete(agent, "b.txt", "If-Match", first).is(412);

    assertThat(taken.at("current")).isEqualTo(first.replace("\"", ""));
    assertThat(taken.header("ETag")).isEqualTo(first);
    assertThat(server().get(agent.path() + "/memory/files/a.txt").ok().text()).isEqualTo("2");
    delete(agent, "a.txt", "If-Match", second).ok();
  }

  @Test
  void manyFilesChangeInOneCommit() {
    TestAgent agent = agentWithGit("human", "h\n", "persona", "p\n", "old", "some text\n");
    TestClone clone = clone(agent);
    String renamed = agent.blockId("system/old");
    String before = clone.head();

    Answer commit =
        commit(
                agent,
                object(
                    "message",
                    "Tidy up\n\nAt last.",
                    "expected_head",
                    before,
                    "changes",
                    List.of(
                        object("path", "system/human.md", "content", "h 2\n"),
                        object("path", "system/persona.md", "delete", true),
                        object("path", "system/old.md", "rename_to", "archive/old.md"),
                        object(
                            "path",
                            "data.bin",
                            "content_base64",
                            Base64.getEncoder().encodeToString(LATIN)))))
            .ok();

    clone.pull().ok();
    assertThat(clone.log("%H", before + "..")).containsExactly(commit.textAt("sha"));
    assertThat(commit.at("message")).isEqualTo("Tidy up\n\nAt last.");
    assertThat(clone.files())
        .containsExactlyInAnyOrder("system/human.md", "archive/old.md", "data.bin");
    assertThat(clone.bytes("data.bin")).isEqualTo(LATIN);
    assertThat(agent.labels()).containsExactly("archive/old", "system/human");
    assertThat(agent.value("system/human")).isEqualTo("h 2\n");
    assertThat(agent.blockId("archive/old")).isEqualTo(renamed);
  }

  @Test
  void renamedBlockKeepsItsIdWhateverItsNewContent() {
    TestAgent agent = agentWithGit("human", "h\n", "old", "a\nb\nc\n");
    String id = agent.blockId("system/old");

    commit(
            agent,
            changes(
                object("path", "system/old.md", "rename_to", "new.md", "content", "entirely x"),
                object("path", "system/copy.md", "content", "a\nb\nc\n")))
        .ok();

    assertThat(agent.blockId("new")).isEqualTo(id);
    assertThat(agent.value("new")).isEqualTo("entirely x");
    assertThat(agent.blockId("system/copy")).isNotEqualTo(id);
  }

  @Test
  void twoFilesCanChangePlaces() {
    TestAgent agent = agentWithGit("a", "of a\n", "b", "of b\n");

    commit(
            agent,
            changes(
                object("path", "system/a.md", "rename_to", "system/b.md"),
                object("path", "system/b.md", "rename_to", "system/a.md")))
        .ok();

    assertThat(agent.value("system/a")).isEqualTo("of b\n");
    assertThat(agent.value("system/b")).isEqualTo("of a\n");
  }

  @Test
  void staleHeadIsAnsweredWithTheCurrentOne() {
    TestAgent agent = agentWithGit("human", "h\n");
    String stale = head(agent);
    agent.setValue("system/human", "h 2\n");
    var body = changes(object("path", "a.txt", "content", "a"));
    body.put("expected_head", stale);

    Answer refused = commit(agent, body).is(409);

    assertThat(refused.at("current")).isEqualTo(head(agent));
    assertThat(refused.header("X-Should-Retry")).isEqualTo("false");
    server().get(agent.path() + "/memory/files/a.txt").is(404);
    body.put("expected_head", refused.textAt("current").substring(0, 10));
    commit(agent, body).ok();
  }

  @Test
  void sharedBlockIsWrittenEverywhere() {
    TestAgent one = agentWithGit("human", "h\n");
    TestAgent two = agentWithGit("persona", "p\n");
    two.attach(one.blockId("system/human")).ok();

    put(one, "system/human.md", "h 2\n").ok();

    assertThat(two.value("system/human")).isEqualTo("h 2\n");
    assertThat(clone(two).read("system/human.md")).endsWith("h 2\n");
  }

  @Test
  void readOnlyBlockIsTheUsersToWrite() {
    TestAgent agent = agentWithGit("human", "h\n");
    agent.patch("system/human", object("read_only", true)).ok();

    put(agent, "system/human.md", "---\nread_only: false\n---\nh 2\n").ok();

    assertThat(agent.get("system/human").ok().at("read_only")).isEqualTo(false);
  }

  @Test
  void concurrentWritesToOtherFilesAllArrive() {
    TestAgent agent = agentWithGit("human", "h\n");

    IntStream.range(0, 24).parallel().forEach(i -> put(agent, "n/" + i + ".txt", "" + i).ok());

    assertThat(server().get(agent.path() + "/memory/files?prefix=n/").ok().at("files", 23))
        .isNotNull();
  }

  @Test
  void writesNeedGitMemory() {
    TestAgent plain = plainAgent("human", "h\n");
    TestAgent paused = agentWithGit("human", "h\n");
    paused.memory("disable").ok();

    assertThat(put(plain, "a.txt", "a").is(404).detail()).contains("git-memory-enabled");
    assertThat(put(paused, "a.txt", "a").is(403).detail()).contains("disabled");
    commit(paused, changes(object("path", "a.txt", "content", "a"))).is(403);
    put(new TestAgent(server(), "agent-123e4567-e89b-42d3-8456-426614174000"), "a", "a").is(404);
    server().get(paused.path() + "/memory/files").ok();
  }

  static Stream<Arguments> refusedFiles() {
    return Stream.of(
        Arguments.of("..%2Fa.md", "a", "not a safe path"),
        Arguments.of("a/..%2f..%2f/b", "a", "not a safe path"),
        Arguments.of(".git/config", "a", "git's own"),
        Arguments.of("x/.GIT/hooks", "a", "git's own"),
        Arguments.of("git~1/x", "a", "git's own"),
        Arguments.of("a%0Ab.md", "a", "control character"),
        Arguments.of("a%5Cb.md", "a", "backslash"),
        Arguments.of("x".repeat(256), "a", "longer than"),
        Arguments.of("k.md", "AKIA" + "IOSFODNN7EXAMPLZ\n", "AWS"),
        Arguments.of("big.md", "x".repeat((1 << 20) + 1), "1,048,576"));
  }

  @ParameterizedTest
  @MethodSource("refusedFiles")
  void unfitFileIsRefusedAndNothingChanges(String path, String body, String words) {
    TestAgent agent = agentWithGit("human", "h\n");
    String head = head(agent);

    Answer refused = put(agent, path, body).is(422);

    assertThat(refused.detail()).contains(words);
    assertThat(head(agent)).isEqualTo(head);
  }

  @Test
  void secretIsLetThroughForWhoInsists() {
    TestAgent agent = agentWithGit("human", "h\n");

    put(agent, "k.md", "AKIA" + "IOSFODNN7EXAMPLZ\n", "Mneme-Allow-Secrets", "true").ok();

    assertThat(agent.value("k")).startsWith("AKIA");
  }

  static Stream<Arguments> refusedCommits() {
    var put = object("path", "a.txt", "content", "a");
    return Stream.of(
        Arguments.of(422, object("changes", List.of(put)), "message"),
        Arguments.of(422, object("message", " \n", "changes", List.of(put)), "message"),
        Arguments.of(422, object("message", "a\u0001b", "changes", List.of(put)), "control"),
        Arguments.of(422, object("message", "x".repeat(10_001), "changes", List.of(put)), "10,000"),
        Arguments.of(422, object("message", "m"), "changes"),
        Arguments.of(422, object("message", "m", "changes", List.of()), "at least one"),
        Arguments.of(422, object("message", "m", "changes", "all"), "list"),
        Arguments.of(422, changes(object("content", "a")), "path"),
        Arguments.of(422, changes(object("path", "a.txt")), "content_base64"),
        Arguments.of(422, changes(object("path", "a.txt", "delete", false)), "rename_to"),
        Arguments.of(
            422, changes(object("path", "system/human.md", "delete", true, "content", "")), "path"),
        Arguments.of(422, changes(object("path", "a", "content", "", "content_base64", "")), "one"),
        Arguments.of(422, changes(object("path", "a", "content_base64", "?")), "base64"),
        Arguments.of(422, changes(put, put), "twice"),
        Arguments.of(
            422, changes(object("path", "system/human.md", "rename_to", "a.txt"), put), "twice"),
        Arguments.of(
            422,
            changes(object("path", "system/human.md", "rename_to", "system/human.md")),
            "that"),
        Arguments.of(422, changes(put, object("path", "../b", "content", "b")), "not a safe path"),
        Arguments.of(
            422, changes(put, object("path", "system/human.md", "rename_to", "/b")), "safe path"),
        Arguments.of(404, changes(put, object("path", "none.txt", "delete", true)), "none.txt"),
        Arguments.of(404, changes(put, object("path", "none", "rename_to", "b")), "none"),
        Arguments.of(
            409,
            changes(put, object("path", "system/human.md", "rename_to", "system/persona.md")),
            "there is a file"),
        Arguments.of(409, changes(put, object("path", "system", "content", "b")), "system"),
        Arguments.of(409, changes(object("path", "system/human.md/x", "content", "b")), "human.md"),
        Arguments.of(
            422,
            object("message", "m", "expected_head", "HEAD", "changes", List.of(put)),
            "expected_head"));
  }

  @ParameterizedTest
  @MethodSource("refusedCommits")
  void unfitCommitIsRefusedAsAWhole(int status, Object body, String words) {
    TestAgent agent = agentWithGit("human", "h\n", "persona", "p\n");
    String head = head(agent);

    Answer refused = commit(agent, body).is(status);

    assertThat(refused.detail()).contains(words);
    assertThat(head(agent)).isEqualTo(head);
    assertThat(agent.value("system/human")).isEqualTo("h\n");
  }

  @Test
  void pageElsewhereCannotCommit() {
    TestAgent agent = agentWithGit("human", "h\n");
    String body = "{\"message\":\"m\",\"changes\":[{\"path\":\"a\",\"content\":\"a\"}]}";

    client("Content-Type", "text/plain").post(agent.path() + "/memory/commits", body).is(415);

    server().get(agent.path() + "/memory/files/a").is(404);
  }
}
