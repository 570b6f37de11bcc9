package dev.mneme.journeys;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Answer;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClone;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of a memory at any time, their lines, and all of them at once: time.md. */
class FilesTest extends Journey {
  private static final String SECRET_PAGE = "<script>alert(1)</script>";
  @TempDir private Path folder;

  private Answer get(TestAgent agent, String path) {
    return server().get(agent.path() + "/memory/" + path);
  }

  private static List<Map<?, ?>> files(Answer answer) {
    List<Map<?, ?>> files = new ArrayList<>();
    ((List<?>) Objects.requireNonNull(answer.at("files"))).forEach(f -> files.add((Map<?, ?>) f));
    return files;
  }

  @Test
  void listIsTheTreeWithSizesIdsAndDescriptions() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);
    clone
        .write("notes/a.md", "---\ndescription: All of a\n---\nünï\n")
        .write("data.bin", new byte[] {0, 1});
    clone.write("skills/cook/SKILL.md", "Boil.\n").write("skills/cook/more.md", "More.\n");
    clone.commitAndPush("Add").ok();

    Answer list = get(agent, "files").ok();

    assertThat(list.at("commit")).isEqualTo(clone.head());
    assertThat(
            files(list).stream()
                .map(f -> f.get("path") + " " + f.get("blob_id") + " " + f.get("size")))
        .containsExactlyElementsOf(lsTree(clone, "HEAD"));
    assertThat(list.at("files", 1))
        .isEqualTo(
            object(
                "path",
                "notes/a.md",
                "size",
                36L,
                "blob_id",
                clone.git("rev-parse", "HEAD:notes/a.md").ok().line(),
                "executable",
                false,
                "label",
                "notes/a",
                "description",
                "All of a",
                "tokens",
                9L));
    assertThat(list.at("files", 0, "tokens")).isNull();
    assertThat(list.at("files", 2, "label")).isEqualTo("skills/cook");
    assertThat(list.at("files", 3, "label")).isNull();
    assertThat(files(get(agent, "files?prefix=skills/cook/m").ok()))
        .extracting(file -> file.get("path"))
        .isEqualTo(List.of("skills/cook/more.md"));
  }

  private static List<String> lsTree(TestClone clone, String commit) {
    return clone.git("ls-tree", "-r", "-l", commit).ok().lines().stream()
        .map(line -> line.split("\\s+", 5))
        .map(part -> part[4] + " " + part[2] + " " + part[3])
        .toList();
  }

  @Test
  void fileIsServedByteForByteWithItsIdAtAnyTime() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);
    byte[] noise = new byte[100_000];
    new Random(3).nextBytes(noise);
    clone.write("data.bin", noise).write("ünï côdé.txt", "x\r\ny").commitAndPush("Add").ok();
    String before = clone.head();
    clone.write("data.bin", "text now\n").remove("ünï côdé.txt").commitAndPush("Change").ok();

    Answer old = get(agent, "files/data.bin?at=" + before).ok();

    assertThat(old.bytes()).isEqualTo(noise);
    assertThat(old.header("ETag"))
        .isEqualTo('"' + clone.git("rev-parse", before + ":data.bin").ok().line() + '"');
    assertThat(old.header("Mneme-Commit")).isEqualTo(before);
    assertThat(old.header("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(get(agent, "files/data.bin").ok().text()).isEqualTo("text now\n");
    assertThat(get(agent, "files/%C3%BCn%C3%AF%20c%C3%B4d%C3%A9.txt?at=" + before).ok().text())
        .isEqualTo("x\r\ny");
    get(agent, "files/%C3%BCn%C3%AF%20c%C3%B4d%C3%A9.txt").is(404);
  }

  @Test
  void fileThatTheCallerHasIsNotSentAgain() {
    TestAgent agent = agentWithGit("human", "h\n");
    String tag = get(agent, "files/system/human.md").ok().header("ETag");
    String path = agent.path() + "/memory/files/system/human.md";

    assertThat(server().client().with("If-None-Match", tag).get(path).is(304).bytes()).isEmpty();
    server().client().with("If-None-Match", "\"other\"").get(path).ok();
  }

  @Test
  void noFileIsEverAPage() {
    TestAgent agent = agentWithGit("human", "h\n");
    clone(agent).write("x.html", SECRET_PAGE).write("x.svg", SECRET_PAGE).commitAndPush("x").ok();

    for (String path : List.of("files/x.html", "files/x.svg")) {
      Answer answer = get(agent, path).ok();
      assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Content-Security-Policy")).contains("sandbox");
    }
    assertThat(get(agent, "files/system/human.md").ok().header("Content-Type"))
        .isEqualTo("text/markdown; charset=utf-8");
    assertThat(get(agent, "files/system/human.md").ok().header("Mneme-Tokens")).matches("\\d+");
  }

  @Test
  void linesComeFromTheCommitsThatGitNames() {
    TestAgent agent = agentWithGit("human", "one\ntwo\nthree\nfour\nfive\n", "persona", "p\n");
    agent.setValue("system/human", "one\ntwo and a half\nthree\nfour\nfive\n");
    agent.patch("system/human", object("label", "people/ada")).ok();
    TestClone clone = clone(agent);
    clone.git("checkout", "-q", "-b", "side").ok();
    clone.write("people/ada.md", clone.read("people/ada.md") + "six\n").commit("Six");
    clone.git("checkout", "-q", "main").ok();
    clone.write("people/ada.md", "first\n" + clone.read("people/ada.md")).commit("First");
    clone.git("merge", "-q", "--no-edit", "side").ok();
    clone.push().ok();
    agent.setValue("system/persona", "p 2\n");
    clone.pull().ok();

    assertBlameIsGits(agent, clone, "people/ada.md", "HEAD");
    Answer blame = get(agent, "blame/people/ada.md").ok();
    assertThat(blame.at("lines", 0, "text")).isEqualTo("first");
    assertThat(blame.at("lines", 0, "line")).isEqualTo(1L);
    assertThat(blame.at("lines", 0, "author", "name")).isEqualTo("Ada");
    assertThat(blame.at("lines", 4, "trailers")).isEqualTo(object("Agent-Id", agent.id()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void linesOfRandomTextsComeFromTheCommitsThatGitNames(long seed) {
    Random random = new Random(seed);
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);
    List<String> lines = new ArrayList<>();
    for (int commit = 0; commit < 12; commit++) {
      for (int i = random.nextInt(4); i >= 0; i--) {
        // Every line is there once: where a line may be one of two, programs differ and both are
        // right.
        lines.add(random.nextInt(lines.size() + 1), "line %d of %d".formatted(i, commit));
      }
      if (lines.size() > 5 && random.nextBoolean()) {
        lines.remove(random.nextInt(lines.size()));
      }
      String end = random.nextBoolean() ? "\n" : "";
      clone.write("notes/a.md", String.join("\n", lines) + end).commit("Commit " + commit);
      if (commit == 6) {
        clone.move("notes/a.md", "notes/b.md").commit("Move");
        clone.git("mv", "notes/b.md", "notes/a.md").ok();
        clone.commit("And back");
      }
    }
    clone.push().ok();

    for (String at : List.of("HEAD", "HEAD~4", "HEAD~9")) {
      assertBlameIsGits(agent, clone, "notes/a.md", clone.git("rev-parse", at).ok().line());
    }
  }

  private void assertBlameIsGits(TestAgent agent, TestClone clone, String path, String at) {
    Answer blame = get(agent, "blame/" + path + "?at=" + at).ok();
    List<String> ours =
        ((List<?>) Objects.requireNonNull(blame.at("lines")))
            .stream()
                .map(l -> ((Map<?, ?>) l).get("sha") + " " + ((Map<?, ?>) l).get("text"))
                .toList();

    assertThat(ours).isEqualTo(porcelain(clone, path, at));
  }

  private static List<String> porcelain(TestClone clone, String path, String at) {
    List<String> lines = new ArrayList<>();
    String sha = "";
    for (String line : clone.git("blame", "--porcelain", at, "--", path).ok().lines()) {
      if (line.startsWith("\t")) {
        lines.add(sha + " " + line.substring(1));
      } else if (line.matches("[0-9a-f]{40} .*")) {
        sha = line.substring(0, 40);
      }
    }
    return lines;
  }

  @Test
  void whatHasNoLinesIsRefused() {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);
    clone.write("data.bin", new byte[] {0, 1}).write("big.txt", "x\n".repeat(600_000));
    clone.write("empty.txt", "").commitAndPush("Add").ok();

    assertThat(get(agent, "blame/data.bin").is(422).detail()).contains("NUL");
    assertThat(get(agent, "blame/big.txt").is(422).detail()).contains("1,048,576");
    assertThat(get(agent, "blame/empty.txt").ok().text()).isEqualTo("{\"lines\":[]}");
  }

  @Test
  void archivesUnpackToTheTree() throws Exception {
    TestAgent agent = agentWithGit("human", "h\n");
    TestClone clone = clone(agent);
    String longPath = "a-folder-with-a-long-name/".repeat(6) + "and a file.txt";
    clone.write(longPath, "deep\n").write("ünï.md", "ü\n").write("empty", "");
    clone.write("run.sh", "echo\n").write("data.bin", new byte[1000]).git("add", "-A").ok();
    clone.git("update-index", "--chmod=+x", "run.sh").ok();
    clone.git("commit", "-q", "-m", "All sorts").ok();
    clone.push().ok();

    unpack(get(agent, "export").ok(), "zip", "jar", "xf");
    unpack(get(agent, "export?format=tar.gz").ok(), "tar.gz", "tar", "xzf");

    assertThat(tree(folder.resolve("zip"))).isEqualTo(tree(clone.folder()));
    assertThat(tree(folder.resolve("tar.gz"))).isEqualTo(tree(clone.folder()));
    assertThat(Files.isExecutable(folder.resolve("tar.gz/run.sh"))).isTrue();
    assertThat(Files.isExecutable(folder.resolve("tar.gz/empty"))).isFalse();
  }

  @Test
  void archiveOfACommitIsTheSameEachTime() {
    TestAgent agent = agentWithGit("human", "h\n");
    String commit = clone(agent).head();
    Answer first = get(agent, "export?at=" + commit + "&format=tar.gz").ok();
    byte[] zip = get(agent, "export?at=" + commit).ok().bytes();
    agent.setValue("system/human", "h 2\n");

    assertThat(get(agent, "export?at=" + commit + "&format=tar.gz").ok().bytes())
        .isEqualTo(first.bytes());
    assertThat(get(agent, "export?at=" + commit).ok().bytes()).isEqualTo(zip);
    assertThat(first.header("Content-Disposition"))
        .isEqualTo(
            "attachment; filename=\"%s-%s.tar.gz\"".formatted(agent.id(), commit.substring(0, 8)));
  }

  private void unpack(Answer archive, String name, String... command) throws Exception {
    Path target = Files.createDirectory(folder.resolve(name));
    Path file = Files.write(folder.resolve(name + ".archive"), archive.bytes());
    List<String> all = new ArrayList<>(List.of(command));
    all.set(0, command[0].equals("jar") ? jar() : command[0]);
    all.add(file.toString());
    Process process =
        new ProcessBuilder(all).directory(target.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }

  private static String jar() {
    return Path.of(System.getProperty("java.home"), "bin", "jar").toString();
  }

  private static Map<String, String> tree(Path root) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (var files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = root.relativize(file).toString();
        if (!path.startsWith(".git/")) {
          tree.put(path, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
      }
    }
    return tree;
  }

  @ParameterizedTest
  @CsvSource({
    "files/nothing.md, 404",
    "files/system, 404",
    "files/system/human.md/x, 404",
    "files/%2Fetc%2Fpasswd, 404",
    "files/%2E%2E/x, 404",
    "files/.git/config, 404",
    "files/blocks/system/human.md, 404",
    "files/agent.json, 404",
    "files/system/human.md?at=nonsense, 422",
    "files/system/human.md?at=refs/mneme/state, 422",
    "files/system/human.md?at=2001-01-01T00:00:00Z, 404",
    "files/system/human.md?at=2026-02-30T00:00:00Z, 422",
    "files/system/human.md?at=yesterday, 422",
    "files/system/human.md?at=0123456, 404",
    "files?at=nonsense, 422",
    "blame/nothing.md, 404",
    "blame/system, 404",
    "blame/system/human.md?at=nonsense, 422",
    "blame/system/human.md?at=2001-01-01T00:00:00Z, 404",
    "export?format=rar, 422",
    "export?format=, 422",
    "export?at=nonsense, 422",
    "export?at=2001-01-01T00:00:00Z, 404",
    "prompt?at=nonsense, 422",
    "prompt?at=2001-01-01T00:00:00Z, 404",
  })
  void whatIsNotThereIsRefusedWithAHelpfulSentence(String path, int status) {
    TestAgent agent = agentWithGit("human", "h\n");

    assertThat(get(agent, path).is(status).detail()).isNotBlank();
  }

  @Test
  void listBeforeTheFirstCommitIsEmpty() {
    TestAgent agent = agentWithGit("human", "h\n");

    assertThat(get(agent, "files?at=2001-01-01T00:00:00Z").ok().text())
        .isEqualTo("{\"commit\":null,\"files\":[]}");
  }
}
