package dev.mneme.journeys;

import static dev.mneme.testing.GitObject.blob;
import static dev.mneme.testing.GitObject.commit;
import static dev.mneme.testing.GitObject.entry;
import static dev.mneme.testing.GitObject.file;
import static dev.mneme.testing.GitObject.folder;
import static dev.mneme.testing.GitObject.tree;

import dev.mneme.config.Setting;
import dev.mneme.testing.GitObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trees, commits and tags that no memory may hold, pushed by git itself: git.md §5. */
@Timeout(60)
class HostileTreesTest extends HostileJourney {
  private static final GitObject FILE = blob("text\n");
  private static final GitObject OTHER = blob("other\n");
  private static final String SOMEBODY = "Ada <ada@example.org> 1700000000 +0000";

  HostileTreesTest() {
    super(
        Map.of(
            Setting.MAX_BLOCK_FILE, "16 KiB",
            Setting.MAX_FILE, "64 KiB",
            Setting.MAX_FILES, "50",
            Setting.MAX_PUSH_UNPACKED, "1 MiB"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void pushIsRefusedAndChangesNothing(Row row) {
    holds(row);
  }

  Stream<Row> rows() {
    put(FILE);
    put(OTHER);
    return Stream.of(paths(), kinds(), trees(), commits(), tags(), sizes(), refs()).flatMap(s -> s);
  }

  private Stream<Row> paths() {
    String own = "not a safe path|git's own, or is taken for it|rule path/unsafe|Rename the file";
    return Stream.of(
        named(".git", ".git: " + own),
        named(".GIT", ".GIT: " + own),
        named("git~1", "git~1: " + own),
        named("GIT~2", "GIT~2: " + own),
        named(".git ", own),
        named(".git. .", own),
        named(".git::$INDEX_ALLOCATION", own),
        named(".g\u200cit", "\\u{200c}|" + own),
        named("\ufeff.git", "\\u{feff}|" + own),
        named("gitmod~1", "gitmod~1: " + own),
        named(".gitmodules", "rule path/submodule"),
        named("a\\b.md", "a\\b.md: not a safe path: it has a backslash|rule path/unsafe"),
        named("..", "..: not a safe path: the segment '..' is not allowed|rule path/unsafe"),
        named(".", "rule path/unsafe"),
        named("...md", "as the label of a block|rule path/unsafe"),
        named("a\u0001b.md", "a\\u{1}b.md: not a safe path: it has a control character"),
        named("a\nb.md", "a\\u{a}b.md: not a safe path: it has a control character"),
        named("a\u0085b.md", "a\\u{85}b.md: not a safe path: it has a control character"),
        named("a/b.md", "name contains '/'|rule tree/fsck|Run git fsck"),
        named("x".repeat(300), "a segment is longer than 255 bytes|rule path/unsafe"),
        named("ü".repeat(128), "a segment is longer than 255 bytes|rule path/unsafe"),
        row(
            "path that is not UTF-8",
            () -> pushTree(tree(entry("100644", latin1("caf\u00e9.md"), FILE.id()))),
            "it is not UTF-8|rule path/unsafe"),
        row(
            "path of 1,025 bytes",
            () -> pushTree(nested(4, "f".repeat(204), tree(file("m".repeat(202) + ".md", FILE)))),
            "it is longer than 1024 bytes|rule path/unsafe"),
        row(
            "unsafe name deep inside",
            () -> pushTree(nested(2, "notes", tree(file(".git", FILE)))),
            "notes/notes/.git: not a safe path|rule path/unsafe"),
        row(
            "unsafe name in an older commit only",
            () -> push(put(commit(put(tree(file("a.md", FILE))), badCommit().id()))),
            "invalid name '.git'|rule tree/fsck|make the commit again"));
  }

  private Row named(String name, String says) {
    String shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
    return row("name " + shown, () -> pushTree(tree(file(name, FILE))), says);
  }

  private Stream<Row> kinds() {
    return Stream.of(
        row(
            "symbolic link",
            () -> pushTree(tree(entry("120000", "link.md", put(blob("/etc/passwd"))))),
            "link.md: a symbolic link|rule path/symlink|Commit the file"),
        row(
            "submodule",
            () -> pushTree(tree(entry("160000", "sub", head()))),
            "sub: a submodule|rule path/submodule|Commit its files"));
  }

  private Stream<Row> trees() {
    String fsck = "git's own check refuses an object|rule tree/fsck|Run git fsck";
    return Stream.of(
        row(
            "same name twice",
            () -> pushTree(tree(file("a.md", FILE), file("a.md", OTHER))),
            "duplicate entry names|" + fsck),
        row(
            "file and folder of one name",
            () -> pushTree(tree(file("a", FILE), folder("a", kept(tree(file("b.md", FILE)))))),
            "duplicate entry names|" + fsck),
        row(
            "names out of order",
            () -> pushTree(tree(file("b.md", FILE), file("a.md", FILE))),
            "incorrectly sorted|" + fsck),
        row(
            "mode with a zero in front",
            () -> pushTree(tree(entry("0100644", "a.md", FILE.id()))),
            "mode starts with '0'|" + fsck),
        row(
            "mode that there is not",
            () -> pushTree(tree(entry("170000", "a.md", FILE.id()))),
            "invalid mode|" + fsck));
  }

  private Stream<Row> commits() {
    String fsck = "git's own check refuses an object|rule tree/fsck|Run git fsck";
    String tree = put(tree(file("a.md", FILE)));
    return Stream.of(
        row("author without anything", () -> push(byAuthor(tree, "x")), "missing email|" + fsck),
        row("author without a date", () -> push(byAuthor(tree, "A <a@b>")), "bad date|" + fsck),
        row(
            "author after the end of time",
            () -> push(byAuthor(tree, "A <a@b> 99999999999999999999 +0000")),
            "its author is nobody, or has no valid date|" + fsck),
        row(
            "author with a date that git refuses",
            () -> push(byAuthor(tree, "A <a@b> 01700000000 +0000")),
            "its author is nobody, or has no valid date|" + fsck),
        row(
            "author whose name runs into the address",
            () -> push(byAuthor(tree, "A<a@b> 1700000000 +0000")),
            "its author is nobody, or has no valid date|" + fsck),
        row(
            "NUL in the header of a commit",
            () -> push(byAuthor(tree, "A\0B <a@b> 1700000000 +0000")),
            "nulInHeader|" + fsck),
        row(
            "commit without an author",
            () ->
                push(
                    put(
                        new GitObject(
                            "commit", bytes("tree %s\nparent %s\n\nx\n".formatted(tree, head()))))),
            "no author|" + fsck));
  }

  private String byAuthor(String tree, String author) {
    String text =
        "tree %s\nparent %s\nauthor %s\ncommitter %s\n\nx\n"
            .formatted(tree, head(), author, SOMEBODY);
    return put(new GitObject("commit", bytes(text)));
  }

  private Stream<Row> tags() {
    String atCommit = "branches and tags must be at a commit";
    String tree = put(tree(file("a.md", FILE)));
    return Stream.of(
        row("branch at a file", () -> push(FILE.id(), "refs/heads/x"), atCommit),
        row("branch at a folder", () -> push(tree, "refs/heads/x"), atCommit),
        row("tag at a file", () -> push(FILE.id(), "refs/tags/x"), atCommit),
        row("tag at a folder", () -> push(tree, "refs/tags/x"), atCommit),
        row(
            "tag of a tag of a file",
            () -> push(tagOf("tag", tagOf("blob", FILE.id())), "refs/tags/x"),
            atCommit));
  }

  private String tagOf(String type, String id) {
    String text = "object %s\ntype %s\ntag x\ntagger %s\n\nx\n".formatted(id, type, SOMEBODY);
    return put(new GitObject("tag", bytes(text)));
  }

  private Stream<Row> sizes() {
    return Stream.of(
        row(
            "more files than there may be",
            () -> pushTree(files(51, FILE)),
            "51 files or more|may have 50 files|rule size/tree"),
        row(
            "a hundred million files in eight small trees",
            () -> pushTree(bomb(8, tree(file("a.md", FILE)))),
            "may have 50 files|rule size/tree"),
        row(
            "a hundred million folders and no file",
            () -> pushTree(bomb(8, tree())),
            "may have 50 files|rule size/tree"),
        row(
            "the same on another branch",
            () -> push(commitOf(bomb(8, tree(file("a.md", FILE)))), "refs/heads/x"),
            "may have 50 files|rule size/tree"),
        row(
            "four hundred folders in each other",
            () -> pushTree(nested(400, "folder", tree(file("a.md", FILE)))),
            "folder/folder|it is longer than 1024 bytes|rule path/unsafe"),
        row(
            "block file that is too large",
            () -> pushTree(tree(file("a.md", kept(blob("x".repeat(16_385)))))),
            "a.md: 16,385 bytes; the file of a block may have 16,384|rule size/block-file|Split it"),
        row(
            "other file that is too large",
            () -> pushTree(tree(file("a.bin", kept(blob("x".repeat(65_537)))))),
            "a.bin: 65,537 bytes; a file may have 65,536|rule size/file"),
        row(
            "small file that is there so often that it is large",
            () -> pushTree(files(50, kept(blob("x".repeat(32_000))))),
            "the files that this push changes have more than 1,048,576 bytes together"
                + "|MNEME_MAX_PUSH_UNPACKED|Change fewer files"));
  }

  private Stream<Row> refs() {
    String branches = "only branches and tags can be pushed";
    return Stream.of(
        row("delete main", () -> refused(working().push("origin", ":main")), "deletion prohibited"),
        row(
            "rewind main",
            () -> refused(working().push("-f", "origin", orphan() + ":" + MAIN)),
            "[rejected]|non-fast-forward"),
        row("refs/mneme/state", () -> push(head(), "refs/mneme/state"), branches),
        row("refs/notes/x", () -> push(head(), "refs/notes/x"), branches),
        row("a ref outside", () -> push(head(), "refs/x/y"), branches),
        row(
            "name of a kilobyte",
            () -> push(head(), "refs/heads/" + "long/".repeat(210) + "x"),
            "the name of a ref may have 1024 bytes"));
  }

  private String orphan() {
    return put(commit(put(tree(file("a.md", FILE)))));
  }

  private GitObject badCommit() {
    return kept(commit(put(tree(file(".git", FILE))), head()));
  }

  private String commitOf(GitObject tree) {
    return put(commit(put(tree), head()));
  }

  private static GitObject files(int count, GitObject blob) {
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(file("f%03d.md".formatted(i), blob));
    }
    return tree(entries);
  }

  /** Each level holds the one below ten times. */
  private GitObject bomb(int levels, GitObject bottom) {
    GitObject level = bottom;
    for (int i = 0; i < levels; i++) {
      put(level);
      GitObject below = level;
      level = tree(IntStream.range(0, 10).mapToObj(n -> folder("f" + n, below)).toList());
    }
    return level;
  }

  private GitObject nested(int levels, String name, GitObject bottom) {
    GitObject level = bottom;
    for (int i = 0; i < levels; i++) {
      put(level);
      level = tree(folder(name, level));
    }
    return level;
  }

  private GitObject kept(GitObject object) {
    put(object);
    return object;
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
