package dev.mneme.journeys;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Answer;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClone;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ETag} of blocks, and writes that say what they expect to replace: time.md. */
class PreconditionsTest extends Journey {

  private Answer patch(TestAgent agent, String tag, String value) {
    return server()
        .client()
        .with("If-Match", tag)
        .patch(agent.path("system/human"), object("value", value));
  }

  @Test
  void tagOfABlockIsTheIdOfItsFile() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);

    Answer read = agent.get("system/human").ok();

    String id = '"' + clone.git("rev-parse", "HEAD:system/human.md").ok().line() + '"';
    assertThat(read.header("ETag")).isEqualTo(id);
    assertThat(server().get("/v1/blocks/" + read.id()).ok().header("ETag")).isEqualTo(id);
    Answer written = agent.patch("system/human", object("value", "h 2\n")).ok();
    clone.pull().ok();
    assertThat(written.header("ETag"))
        .isEqualTo('"' + clone.git("rev-parse", "HEAD:system/human.md").ok().line() + '"');
  }

  @Test
  void tagOfAPlainBlockIsTheIdThatItsFileWouldHave() {
    var block = object("label", "human", "value", "h\n", "description", "d", "read_only", true);
    String id = server().post("/v1/blocks/", block).ok().id();
    byte[] file = "---\ndescription: d\nread_only: true\n---\nh\n".getBytes(StandardCharsets.UTF_8);

    Answer read = server().get("/v1/blocks/" + id).ok();

    String hash = git().run(git().home(), file, "hash-object", "--stdin").ok().line();
    assertThat(read.header("ETag")).isEqualTo('"' + hash + '"');
    TestAgent agent = plainAgent("persona", "p\n");
    agent.attach(id).ok();
    assertThat(agent.get("human").ok().header("ETag")).isEqualTo('"' + hash + '"');
    agent.memory("enable").ok();
    assertThat(agent.get("human").ok().header("ETag")).isEqualTo('"' + hash + '"');
  }

  @Test
  void writeThatExpectsWhatIsThereGoesThrough() {
    TestAgent agent = agentWithGit("human", "h\n");
    String tag = agent.get("system/human").ok().header("ETag");

    Answer first = patch(agent, tag, "a\n").ok();
    patch(agent, first.header("ETag").replace("\"", ""), "b\n").ok();
    patch(agent, "*", "c\n").ok();
    patch(agent, "\"other\", " + agent.get("system/human").ok().header("ETag"), "d\n").ok();

    assertThat(agent.value("system/human")).isEqualTo("d\n");
  }

  @Test
  void staleWriteIsRefusedWithWhatIsThereNow() {
    TestAgent agent = agentWithGit("human", "h\n");
    String stale = agent.get("system/human").ok().header("ETag");
    TestClone clone = clone(agent);
    clone
        .write("system/human.md", clone.read("system/human.md") + "pushed\n")
        .commitAndPush("x")
        .ok();

    Answer refused = patch(agent, stale, "lost\n").is(412);

    Answer current = agent.get("system/human").ok();
    assertThat(refused.keys()).containsExactly("detail", "current");
    assertThat(refused.at("current")).isEqualTo(current.json());
    assertThat(refused.at("current", "value")).isEqualTo("h\npushed\n");
    assertThat(refused.header("ETag")).isEqualTo(current.header("ETag"));
    assertThat(clone(agent).head()).isEqualTo(clone.head());
    patch(agent, refused.header("ETag"), "h\npushed\nmine\n").ok();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"0123456789012345678901234567890123456789\"",
        "nonsense",
        "\"\"",
        "W/\"x\"",
        ","
      })
  void foreignTagIsRefusedAndNothingChanges(String tag) {
    TestAgent agent = agentWithGit("human", "h\n");
    String head = clone(agent).head();

    assertThat(patch(agent, tag, "new").is(412).at("current", "value")).isEqualTo("h\n");

    assertThat(clone(agent).head()).isEqualTo(head);
  }

  @Test
  void plainBlocksHaveTheSameProtection() {
    String id = server().newBlock("human", "h");
    String tag = server().get("/v1/blocks/" + id).ok().header("ETag");
    server().patch("/v1/blocks/" + id, object("value", "by another")).ok();

    Answer refused =
        server().client().with("If-Match", tag).patch("/v1/blocks/" + id, object("value", "lost"));

    assertThat(refused.is(412).at("current", "value")).isEqualTo("by another");
    server()
        .client()
        .with("If-Match", refused.header("ETag"))
        .patch("/v1/blocks/" + id, object("value", "mine"))
        .ok();
    server()
        .client()
        .with("If-None-Match", "*")
        .patch("/v1/blocks/" + id, object("value", "lost"))
        .is(412);
  }

  @Test
  void labelThatNoPathCanHaveHasATagAsWell() {
    String id = server().newBlock("../\u0001 any text", "v");

    assertThat(server().get("/v1/blocks/" + id).ok().header("ETag")).matches("\"[0-9a-f]{40}\"");
  }

  @Test
  void writesWithoutAPreconditionAreMadeOnTopOfWhatCameBetween() {
    TestAgent agent = agentWithGit("human", "h\n", "persona", "p\n");
    TestClone clone = clone(agent);

    clone.write("notes/a.md", "a\n").commitAndPush("Add").ok();
    agent.setValue("system/human", "mine\n");
    agent.setValue("system/persona", "mine too\n");

    clone.pull().ok();
    assertThat(List.of(clone.read("notes/a.md"), agent.value("system/human")))
        .containsExactly("a\n", "mine\n");
    assertThat(clone.read("system/persona.md")).endsWith("mine too\n");
  }
}
