package dev.mneme.journeys;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClone;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a push does to the blocks of an agent: git.md §4 and §5. */
class PushedBlocksTest extends Journey {
  private static final String SEVERAL_LINES = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n";

  @Test
  void newFileIsANewAttachedBlockWithDefaults() {
    TestAgent agent = agentWithGit("human", "h\n");

    var push = clone(agent).write("reference/api.md", "plain\n").commitAndPush("Add").ok();

    var block = agent.get("reference/api").ok();
    assertThat(block.at("description")).isEqualTo("reference/api block");
    assertThat(block.at("limit")).isEqualTo(100_000L);
    assertThat(block.at("read_only")).isEqualTo(false);
    assertThat(push.remote())
        .anyMatch(line -> line.matches("✓ reference/api +6 characters +created, attached"))
        .anyMatch(line -> line.startsWith("! reference/api.md: no frontmatter"));
  }

  @Test
  void frontmatterSetsWhatItSaysAndTheRestStays() {
    TestAgent agent = agentWithGit("human", "h\n");
    agent
        .patch(
            "system/human",
            object(
                "description", "d", "limit", 500, "metadata", object("a", 1), "tags", List.of("t")))
        .ok();
    TestClone clone = clone(agent);
    String id = agent.blockId("system/human");

    clone
        .write("system/human.md", "---\nlimit: 700\nmood: fine\n---\nh2\n")
        .commitAndPush("x")
        .ok();

    var block = agent.get("system/human").ok();
    assertThat(block.id()).isEqualTo(id);
    assertThat(block.at("value")).isEqualTo("h2\n");
    assertThat(block.at("description")).isEqualTo("d");
    assertThat(block.at("limit")).isEqualTo(700L);
    assertThat(block.at("metadata")).isEqualTo(Map.of("a", 1L));
    assertThat(block.at("tags")).isEqualTo(List.of("t"));
  }

  @Test
  void descriptionNullClearsItAndMetadataIsAMapping() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);

    clone
        .write("system/human.md", "---\ndescription: null\nmetadata: {k: [1, true]}\n---\nh\n")
        .commitAndPush("x")
        .ok();

    var block = agent.get("system/human").ok();
    assertThat(block.at("description")).isNull();
    assertThat(block.at("metadata")).isEqualTo(Map.of("k", List.of(1L, true)));
  }

  @Test
  void wrongTypesInFrontmatterCountAsAbsentAndAreSaid() {
    TestAgent agent = agentWithGit("human", "h\n");

    var push =
        clone(agent)
            .write("system/human.md", "---\ndescription: 42\nlimit: many\nmetadata: 3\n---\nh\n")
            .commitAndPush("x")
            .ok();

    var block = agent.get("system/human").ok();
    assertThat(block.at("description")).isEqualTo("42");
    assertThat(block.at("limit")).isEqualTo(100_000L);
    assertThat(block.at("metadata")).isEqualTo(Map.of());
    assertThat(push.remote()).anyMatch(line -> line.startsWith("! system/human.md:3: limit"));
  }

  @Test
  void restEditKeepsTheUsersYamlVerbatim() {
    TestAgent agent = agentWithGit("human", "h\n");
    String yaml = "---\n# mine\ndescription:   'odd:  spacing'   # here\nmood: {a:  1}\n---\n";
    TestClone clone = clone(agent);
    clone.write("system/human.md", yaml + "h\n").commitAndPush("x").ok();

    agent.setValue("system/human", "no newline at its end");
    agent.patch("system/human", object("limit", 77)).ok();

    clone.pull().ok();
    assertThat(clone.read("system/human.md")).isEqualTo(yaml + "no newline at its end");
    agent.patch("system/human", object("description", "new: one")).ok();
    clone.pull().ok();
    assertThat(clone.read("system/human.md"))
        .contains("# mine\n", "mood: {a:  1}\n", "new: one")
        .doesNotContain("odd");
    assertThat(agent.get("system/human").ok().at("limit")).isEqualTo(77L);
  }

  @Test
  void fileWithoutFrontmatterStaysWithout() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);
    clone.write("MEMORY.md", "index\n").write("notes/a.md", "a\n").commitAndPush("x").ok();

    agent.setValue("MEMORY", "index 2\n");
    agent.patch("MEMORY", object("description", "the index")).ok();
    agent.setValue("notes/a", "a 2\n");

    clone.pull().ok();
    assertThat(clone.read("MEMORY.md")).isEqualTo("index 2\n");
    assertThat(clone.read("notes/a.md")).isEqualTo("a 2\n");
    assertThat(agent.get("MEMORY").ok().at("description")).isEqualTo("the index");
  }

  @Test
  void removedFileDetachesItsBlockWhichSurvives() {
    TestAgent agent = agentWithGit("human", "h\n", "persona", "p\n");
    String id = agent.blockId("system/human");

    var push = clone(agent).remove("system/human.md").commitAndPush("Forget").ok();

    assertThat(push.remote())
        .anyMatch(line -> line.startsWith("✓ system/human") && line.endsWith("detached"));
    assertThat(agent.labels()).containsExactly("system/persona");
    assertThat(server().get("/v1/blocks/" + id).ok().textAt("value")).isEqualTo("h\n");
    assertThat(server().get("/v1/blocks/" + id + "/agents").ok().text()).isEqualTo("[]");
  }

  @Test
  void pushThatRemovesEveryBlockFileDetachesNothing() {
    TestAgent agent = agentWithGit("human", "h\n", "persona", "p\n");
    TestClone clone = clone(agent);
    var before = agent.state();

    clone.remove("system/human.md", "system/persona.md").write("x.txt", "x");
    var push = clone.commitAndPush("Forget everything").ok();

    assertThat(agent.labels()).containsExactly("system/human", "system/persona");
    assertThat(agent.state().get("blocks")).isEqualTo(before.get("blocks"));
    assertThat(String.join("\n", push.remote())).contains("no block");
    agent.setValue("system/human", "still here\n");
    clone.pull().ok();
    assertThat(clone.read("system/human.md")).endsWith("still here\n");
    clone.write("notes/a.md", "a\n").commitAndPush("Come back").ok();
    assertThat(agent.labels()).contains("notes/a", "system/human");
  }

  @Test
  void fileThatIsNotTextKeepsTheOldValueAndSaysSo() {
    TestAgent agent = agentWithGit("human", "h\n", "persona", "p\n");
    byte[] utf16 = "naïve".getBytes(StandardCharsets.UTF_16);
    TestClone clone = clone(agent);

    var push =
        clone.write("system/human.md", utf16).write("notes/a.md", "a\n").commitAndPush("x").ok();

    assertThat(String.join("\n", push.remote())).contains("system/human.md", "UTF-8");
    assertThat(agent.value("system/human")).isEqualTo("h\n");
    assertThat(agent.value("notes/a")).isEqualTo("a\n");
    agent.memory("rebuild").ok();
    assertThat(agent.value("system/human")).isEqualTo("h\n");
    clone.write("system/human.md", "text again\n").commitAndPush("y").ok();
    assertThat(agent.value("system/human")).isEqualTo("text again\n");
  }

  @Test
  void newFileThatIsNotTextIsNoBlockUntilItIsText() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);

    clone.write("notes/a.md", new byte[] {(byte) 0xff, (byte) 0xfe, 0}).commitAndPush("x").ok();
    assertThat(agent.labels()).containsExactly("system/human");
    clone.write("notes/a.md", "text\n").commitAndPush("y").ok();

    assertThat(agent.value("notes/a")).isEqualTo("text\n");
  }

  @Test
  void gitMvKeepsIdTagsAndEverythingElse() {
    TestAgent agent = agentWithGit("human", SEVERAL_LINES, "persona", "p\n");
    agent.patch("system/human", object("tags", List.of("t"), "limit", 123)).ok();
    String id = agent.blockId("system/human");
    TestClone clone = clone(agent);

    var push = clone.move("system/human.md", "people/ada.md").commitAndPush("Move").ok();

    assertThat(push.remote())
        .anyMatch(line -> line.matches("✓ people/ada .* renamed from system/human"));
    var block = agent.get("people/ada").ok();
    assertThat(block.id()).isEqualTo(id);
    assertThat(block.at("tags")).isEqualTo(List.of("t"));
    assertThat(block.at("limit")).isEqualTo(123L);
    assertThat(agent.labels()).containsExactly("people/ada", "system/persona");
  }

  @Test
  void moveWithAnEditIsARenameIfHalfOfTheBodyIsTheSame() {
    TestAgent agent = agentWithGit("human", SEVERAL_LINES, "persona", "p\n");
    String id = agent.blockId("system/human");
    TestClone clone = clone(agent);
    String edited = SEVERAL_LINES.replace("eight", "acht") + "nine\n";

    clone.move("system/human.md", "people/ada.md").write("people/ada.md", edited);
    clone.commitAndPush("Move and edit").ok();

    assertThat(agent.blockId("people/ada")).isEqualTo(id);
    assertThat(agent.value("people/ada")).isEqualTo(edited);
    clone.move("people/ada.md", "people/eve.md").write("people/eve.md", "something else at all\n");
    clone.commitAndPush("Replace").ok();
    assertThat(agent.blockId("people/eve")).isNotEqualTo(id);
  }

  @Test
  void renamesAreSwappedByEqualBodies() {
    TestAgent agent = agentWithGit("a", SEVERAL_LINES, "b", "other\nlines\nhere\n");
    String a = agent.blockId("system/a");
    String b = agent.blockId("system/b");
    TestClone clone = clone(agent);

    clone.move("system/a.md", "x/one.md").move("system/b.md", "x/two.md").commitAndPush("m").ok();

    assertThat(agent.blockId("x/one")).isEqualTo(a);
    assertThat(agent.blockId("x/two")).isEqualTo(b);
  }

  @Test
  void skillIsAFolderWhoseOtherFilesAreNoBlocks() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);
    clone
        .write("skills/cook/SKILL.md", "---\nname: cook\ndescription: Cooks\n---\nBoil.\n")
        .write("skills/cook/notes.md", "more\n")
        .write("skills/flat.md", "flat\n")
        .write(".hidden/a.md", "a\n");

    var push = clone.commitAndPush("Learn to cook").ok();

    assertThat(agent.labels()).containsExactly("skills/cook", "system/human");
    assertThat(agent.get("skills/cook").ok().at("description")).isEqualTo("Cooks");
    assertThat(String.join("\n", push.remote())).contains("skills/flat.md", "SKILL.md");
    agent.setValue("skills/cook", "Fry.\n");
    clone.pull().ok();
    assertThat(clone.read("skills/cook/SKILL.md"))
        .isEqualTo("---\nname: cook\ndescription: Cooks\n---\nFry.\n");
  }

  @Test
  void pathsAreByteExact() {
    TestAgent agent = agentWithGit("human", "h\n");

    clone(agent).write("memory/Ünï Côdé.md", "x\n").commitAndPush("x").ok();

    assertThat(agent.labels()).containsExactly("memory/Ünï Côdé", "system/human");
  }
}
