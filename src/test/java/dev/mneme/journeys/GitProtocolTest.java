package dev.mneme.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Git;
import dev.mneme.testing.RawHttp;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClone;
import dev.mneme.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways in which git speaks to a server: git.md §1. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GitProtocolTest {
  private final Git git = Git.fresh();
  private TestServer server;
  private TestAgent agent;

  @BeforeAll
  void start() {
    server = TestServer.start();
  }

  @AfterAll
  void stop() {
    server.close();
    git.close();
  }

  @BeforeEach
  void newAgent() {
    agent = TestAgent.withGit(server, "human", "one\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "2"})
  void everyVersionOfTheProtocolClonesFetchesAndPushes(String version) {
    Git speaking = git.withSetting("protocol.version", version);
    TestClone clone = speaking.clone(agent.remote());
    clone.write("notes/a.md", "a\n").commitAndPush("Note").ok();
    agent.setValue("system/human", "two\n");

    clone.pull().ok();

    assertThat(clone.read("system/human.md")).endsWith("---\ntwo\n");
    assertThat(agent.value("notes/a")).isEqualTo("a\n");
  }

  @Test
  void versionTwoIsReallySpoken() {
    var traced = git.withVariable("GIT_TRACE_PACKET", "1").withSetting("protocol.version", "2");

    var refs = traced.run(git.home(), "ls-remote", agent.remote()).ok();

    assertThat(refs.stderr()).contains("version 2", "command=ls-refs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "2"})
  void cloneOfAFreshRepositoryIsWholeAndOnMain(String version) {
    TestClone clone = git.withSetting("protocol.version", version).clone(agent.remote());

    assertThat(clone.git("symbolic-ref", "HEAD").ok().line()).isEqualTo("refs/heads/main");
    assertThat(clone.git("symbolic-ref", "refs/remotes/origin/HEAD").ok().line())
        .isEqualTo("refs/remotes/origin/main");
    assertThat(clone.log("%s|%P")).containsExactly("Initial commit|");
    assertThat(clone.git("fsck", "--full", "--strict").ok().stdout()).isEmpty();
  }

  @Test
  void agentWithoutBlocksIsBornWithAConfigurationFile() {
    TestAgent empty = TestAgent.withGit(server);

    TestClone clone = git.clone(empty.remote());

    assertThat(clone.files()).containsExactly(".letta/config.json");
    assertThat(clone.read(".letta/config.json")).isEqualTo("{\"version\": 1}\n");
    assertThat(empty.labels()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/git/%s", "/v1/git/%s/", "//v1//git/%s//state.git", "/v1/git/%s/state.git/"})
  void olderAndSloppyRemotesAreServed(String remote) {
    TestClone clone = git.clone(server.url() + remote.formatted(agent.id()));

    clone.write("notes/a.md", "a\n").commitAndPush("Note").ok();

    assertThat(agent.value("notes/a")).isEqualTo("a\n");
  }

  @Test
  void pushOverThePostBufferIsSentInChunksAfterAProbe() {
    byte[] noise = new byte[200_000];
    new Random(7).nextBytes(noise);
    TestClone clone = git.clone(agent.remote());
    clone.write("files/noise.bin", noise).write("notes/a.md", "a\n").commit("Noise");

    var push = clone.with(chunking()).push().ok();

    assertThat(push.stderr()).containsIgnoringCase("Transfer-Encoding: chunked");
    assertThat(agent.value("notes/a")).isEqualTo("a\n");
    assertThat(git.clone(agent.remote()).git("cat-file", "-s", "HEAD:files/noise.bin").line())
        .isEqualTo("200000");
  }

  @Test
  void clientThatAsksBeforeSendingIsToldToGoOn() {
    Git asking = chunking().withSetting("http.extraHeader", "Expect: 100-continue");
    TestClone clone = git.clone(agent.remote());
    clone.write("notes/a.md", "a\n".repeat(5000)).commit("Note");

    var push = clone.with(asking).push().ok();

    assertThat(push.stderr()).contains("HTTP/1.1 100 Continue");
    assertThat(agent.value("notes/a")).hasSize(10_000);
  }

  @Test
  void longNegotiationsAreSentCompressed() {
    TestClone clone = git.clone(agent.remote());
    String tree = clone.git("rev-parse", "HEAD^{tree}").line();
    for (int i = 0; i < 60; i++) {
      String commit = clone.git("commit-tree", tree, "-m", "branch " + i).ok().line();
      clone.git("update-ref", "refs/heads/b" + i, commit).ok();
    }
    clone.git("push", "-q", "origin", "--all").ok();

    var mirror =
        git.withVariable("GIT_TRACE_CURL", "1")
            .run(git.home(), "clone", agent.remote(), git.newFolder().toString())
            .ok();

    assertThat(mirror.stderr()).containsIgnoringCase("Content-Encoding: gzip");
    assertThat(clone.git("ls-remote", "--heads", "origin").lines()).hasSize(61);
  }

  @Test
  void compressedRequestIsUnderstood() {
    String pkt = "0014command=ls-refs\n0001" + "0009peel\n" + "0000";
    byte[] body = gzip(pkt.getBytes(StandardCharsets.UTF_8));
    var client =
        server
            .client()
            .with("Content-Type", "application/x-git-upload-pack-request")
            .with("Git-Protocol", "version=2")
            .with("Content-Encoding", "gzip");

    var answer =
        client.send("POST", "/v1/git/" + agent.id() + "/state.git/git-upload-pack", body).ok();

    assertThat(answer.text()).contains("refs/heads/main").doesNotContain("refs/mneme");
    assertThat(answer.header("Content-Type")).isEqualTo("application/x-git-upload-pack-result");
  }

  @Test
  void secondAcceptHeaderDoesNoHarm() {
    String answer =
        RawHttp.exchange(
            server.port(),
            "GET /v1/git/"
                + agent.id()
                + "/state.git/info/refs?service=git-upload-pack HTTP/1.1\r\nHost: localhost\r\n"
                + "Accept: */*\r\nAccept: application/x-git-upload-pack-advertisement\r\n"
                + "Connection: close\r\n\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 200")
        .contains("application/x-git-upload-pack-advertisement", "# service=git-upload-pack");
  }

  @Test
  void shallowCloneHasOneCommitAndCanPushAndGrow() {
    agent.setValue("system/human", "two\n");
    agent.setValue("system/human", "three\n");

    TestClone clone = git.clone(agent.remote(), "--depth", "1");

    assertThat(clone.log("%s")).containsExactly("Update system/human block");
    clone.write("notes/a.md", "a\n").commitAndPush("Note").ok();
    assertThat(agent.value("notes/a")).isEqualTo("a\n");
    clone.git("fetch", "-q", "--unshallow").ok();
    assertThat(clone.log("%s")).hasSize(4);
    clone.git("fsck", "--full", "--strict").ok();
  }

  @Test
  void partialCloneFetchesContentsWhenTheyAreNeeded() {
    String big = "line\n".repeat(1000);
    agent.setValue("system/human", big);
    TestClone clone = git.clone(agent.remote(), "--filter=blob:none", "--no-checkout");
    assertThat(clone.git("rev-list", "--objects", "--all", "--missing=print").ok().stdout())
        .contains("?");

    clone.git("checkout", "-q", "main").ok();

    assertThat(clone.read("system/human.md")).endsWith("---\n" + big);
    assertThat(clone.git("show", "HEAD~:system/human.md").ok().stdout()).endsWith("one\n");
    clone.write("notes/a.md", "a\n").commitAndPush("Note").ok();
    assertThat(agent.value("notes/a")).isEqualTo("a\n");
  }

  @Test
  void noOpFetchAndPushSayNothing() {
    TestClone clone = git.clone(agent.remote());

    assertThat(clone.git("fetch").ok().stderr()).isEmpty();
    assertThat(clone.push().ok().stderr()).contains("Everything up-to-date");
  }

  @Test
  void cloneOfAWorkedOnRepositoryIsCleanForFsck() {
    TestClone clone = git.clone(agent.remote());
    for (int i = 0; i < 8; i++) {
      clone.write("notes/n" + i + ".md", "note\n".repeat(50 + i)).commitAndPush("n" + i).ok();
      agent.setValue("system/human", "value " + i + "\n");
      clone.pull().ok();
    }

    TestClone fresh = git.clone(agent.remote());

    assertThat(fresh.head()).isEqualTo(clone.head());
    assertThat(fresh.git("fsck", "--full", "--strict").ok().stdout()).isEmpty();
    assertThat(Arrays.asList(fresh.git("count-objects", "-v").line().split("\n")))
        .contains("garbage: 0");
  }

  /** The smallest post buffer; some versions of git crash when they clone with it. */
  private Git chunking() {
    return git.withSetting("http.postBuffer", "1").withVariable("GIT_TRACE_CURL", "1");
  }

  private static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
