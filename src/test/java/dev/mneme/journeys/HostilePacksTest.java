package dev.mneme.journeys;

import static dev.mneme.testing.GitObject.blob;
import static dev.mneme.testing.GitObject.commit;
import static dev.mneme.testing.GitObject.entry;
import static dev.mneme.testing.GitObject.file;
import static dev.mneme.testing.GitObject.folder;
import static dev.mneme.testing.GitObject.tree;
import static dev.mneme.testing.PackByHand.copyAnd;
import static dev.mneme.testing.PackByHand.size;

import dev.mneme.config.Setting;
import dev.mneme.testing.GitObject;
import dev.mneme.testing.PackByHand;
import dev.mneme.testing.RawPush;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Packs that no git would make: truncated, miscounted, missing something, or a few kilobytes that
 * stand for gigabytes. Where the server did not stop early, memory or time would run out.
 */
@Timeout(60)
class HostilePacksTest extends HostileJourney {
  private static final int MEGABYTE = 1 << 20;
  private static final GitObject FILE = blob("text\n");
  private static final String REFUSED = "unpack error refused, see above";
  private static final String DAMAGED = "the pack is damaged|Push again";
  private static final String EARLY = "the pack ends too early|Push again";
  private static final String UNPACKED =
      "more than 67,108,864 bytes when they are unpacked|MNEME_MAX_PUSH_UNPACKED|Push fewer";

  HostilePacksTest() {
    super(
        Map.of(
            Setting.MAX_PUSH_PACK, "256 KiB",
            Setting.MAX_PUSH_UNPACKED, "64 MiB",
            Setting.MAX_PUSH_OBJECTS, "2000",
            Setting.MAX_FILE, "2 MiB"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void pushIsRefusedAndChangesNothing(Row row) {
    holds(row);
  }

  Stream<Row> rows() {
    return Stream.of(truncated(), miscounted(), missing(), deltas(), bombs(), large())
        .flatMap(s -> s);
  }

  /** A commit with one file on top of {@code main}, and the pack with all of it. */
  private GitObject good() {
    return commit(tree(file("a.md", FILE)).id(), head());
  }

  private byte[] goodPack() {
    return PackByHand.of(good(), tree(file("a.md", FILE)), FILE).bytes();
  }

  private Stream<Row> truncated() {
    byte[] whole = goodPack();
    return Stream.concat(
        Stream.of(
                0, 3, 4, 11, 12, 13, 14, 40, whole.length - 21, whole.length - 20, whole.length - 1)
            .map(length ->
                row(
                    "pack that ends after %d of %d bytes".formatted(length, whole.length),
                    () -> rawPush(good(), Arrays.copyOf(whole, length)),
                    "the pack|Push again")),
        Stream.of(
            row("no pack at all", () -> rawPush(good(), new byte[0]), EARLY),
            row("garbage in its place", () -> rawPush(good(), bytes("PICK".repeat(9))), DAMAGED),
            row("version of the future", () -> rawPush(good(), with(whole, 7, 9)), DAMAGED),
            row(
                "wrong checksum",
                () -> rawPush(good(), with(whole, whole.length - 1, whole[whole.length - 1] + 1)),
                "checksum|" + DAMAGED),
            row("bytes after its end", () -> rawPush(good(), and(whole, 1)), DAMAGED),
            row("flipped bit in an object", () -> rawPush(good(), with(whole, 30, 77)), DAMAGED)));
  }

  private Stream<Row> miscounted() {
    return Stream.of(
        // The checksum is taken for the next object, which may then say anything of itself.
        row("more objects than there are", () -> rawPush(good(), counting(4)), REFUSED),
        row("fewer objects than there are", () -> rawPush(good(), counting(2)), DAMAGED),
        row(
            "two thousand million objects in 200 bytes",
            () -> rawPush(good(), counting(Integer.MAX_VALUE)),
            "2,147,483,647 objects; a push may send 2,000|MNEME_MAX_PUSH_OBJECTS"),
        row(
            "four thousand million objects in 200 bytes",
            () -> rawPush(good(), counting(0xffff_ffffL)),
            "4,294,967,295 objects; a push may send 2,000|MNEME_MAX_PUSH_OBJECTS"),
        row(
            "object that is longer than it says",
            () -> rawPush(good(), new PackByHand().claiming(FILE, 2).bytes()),
            DAMAGED),
        row(
            "object that is shorter than it says",
            () -> rawPush(good(), new PackByHand().claiming(FILE, 2000).bytes()),
            DAMAGED),
        row(
            "commit that says it has gigabytes",
            () -> rawPush(good(), new PackByHand().claiming(good(), 7L << 30).bytes()),
            "an object has more than 4,194,304 bytes when it is unpacked|MNEME_MAX_FILE"),
        row(
            "commit whose size wraps around",
            () -> rawPush(good(), new PackByHand().claiming(good(), -5).bytes()),
            "the pack is damaged"),
        row(
            "size that never ends",
            () -> rawPush(good(), new PackByHand().garbage(filled(100, 0xff)).bytes()),
            DAMAGED),
        row(
            "type that there is not",
            () -> rawPush(good(), new PackByHand().garbage(filled(40, 0x55)).bytes()),
            DAMAGED),
        row(
            "object that is no zlib",
            () -> rawPush(good(), new PackByHand().garbage(and(filled(1, 0x35), 9, 9, 9)).bytes()),
            DAMAGED));
  }

  private byte[] counting(long objects) {
    return PackByHand.of(good(), tree(file("a.md", FILE)), FILE).counting(objects).bytes();
  }

  private Stream<Row> missing() {
    String nowhere = "it is neither in the push nor in the repository|Run git fsck";
    GitObject tree = tree(file("a.md", FILE));
    GitObject folder = tree(folder("a", tree));
    GitObject wrong = tree(entry("100644", "a.md", tree.id()));
    GitObject wrongFolder = tree(entry("40000", "a", FILE.id()));
    return Stream.of(
        row("commit", () -> rawPush(good(), PackByHand.of().bytes()), nowhere),
        row("tree of the commit", () -> rawPush(good(), PackByHand.of(good()).bytes()), nowhere),
        row("file of the tree", () -> pushObjects(tree), nowhere + "|" + FILE.id()),
        row("folder of the tree", () -> pushObjects(folder), nowhere + "|" + tree.id()),
        row(
            "parent of the commit",
            () -> {
              GitObject orphan = commit(tree.id(), head(), "1".repeat(40));
              return rawPush(orphan, PackByHand.of(orphan, tree, FILE).bytes());
            },
            nowhere + "|" + "1".repeat(40)),
        row(
            "parent that is a file",
            () -> {
              GitObject child = commit(tree.id(), FILE.id());
              return rawPush(child, PackByHand.of(child, tree, FILE).bytes());
            },
            "rule tree/fsck"),
        row("folder that is said to be a file", () -> pushObjects(wrong, tree, FILE), "tree/fsck"),
        row("file that is said to be a folder", () -> pushObjects(wrongFolder, FILE), "tree/fsck"),
        row(
            "name of nothing",
            () -> pushObjects(tree(entry("100644", "", FILE.id())), FILE),
            "zero length name|rule tree/fsck"),
        row(
            "entry that ends early",
            () -> pushObjects(new GitObject("tree", bytes("100644 a.md\0abc")), FILE),
            "rule tree/fsck"),
        row("tag of garbage", this::pushGarbageTag, "rule tree/fsck"));
  }

  private String pushGarbageTag() {
    GitObject tag = new GitObject("tag", bytes("garbage\n"));
    return refused(
        raw().moving("refs/tags/x", RawPush.NOTHING, tag.id()).send(PackByHand.of(tag).bytes()));
  }

  private String pushObjects(GitObject tree, GitObject... others) {
    GitObject commit = commit(tree.id(), head());
    return rawPush(commit, PackByHand.of(commit, tree).with(others).bytes());
  }

  private Stream<Row> deltas() {
    GitObject text = blob("x".repeat(100));
    byte[] delta = copyAnd(100, bytes("y"));
    return Stream.of(
        row(
            "base that is nowhere",
            () -> rawPush(good(), new PackByHand().deltaOf("1".repeat(40), delta).bytes()),
            "1".repeat(40)),
        row(
            "delta of itself",
            () -> rawPush(good(), new PackByHand().deltaBack(0, delta).bytes()),
            DAMAGED),
        row(
            "delta of what comes before the pack",
            () -> rawPush(good(), new PackByHand().deltaBack(5_000, delta).bytes()),
            DAMAGED),
        row(
            "deltas of each other",
            () ->
                rawPush(
                    good(),
                    new PackByHand()
                        .deltaOf(blob("a").id(), delta)
                        .deltaOf(blob("b").id(), delta)
                        .bytes()),
            "neither in the push nor in the repository"),
        row(
            "delta of a base of another size",
            () -> rawPush(good(), twoObjects(text, copyAnd(99, bytes("y")))),
            DAMAGED),
        row(
            "delta whose result has terabytes",
            () -> rawPush(good(), twoObjects(text, join(size(100), size(1L << 42), bytes("\1y")))),
            "MNEME_MAX_FILE"),
        row(
            "delta that copies what is not there",
            () -> rawPush(good(), twoObjects(text, new byte[] {100, 50, (byte) 0x91, 99, 50})),
            DAMAGED),
        row(
            "delta with a command that there is not",
            () -> rawPush(good(), twoObjects(text, new byte[] {100, 1, 0})),
            DAMAGED),
        row("delta of nothing", () -> rawPush(good(), twoObjects(text, new byte[0])), DAMAGED),
        row(
            "delta that makes a tree with .git in it",
            () -> {
              GitObject tree = tree(file("a.md", FILE));
              byte[] tail = entry("100644", "b/../.git", FILE.id());
              byte[] pack = twoObjects(tree, copyAnd(tree.content().length, tail));
              return rawPush(good(), pack);
            },
            "rule tree/fsck"));
  }

  private static byte[] twoObjects(GitObject base, byte[] delta) {
    PackByHand pack = PackByHand.of();
    int at = pack.position();
    pack.with(base);
    return pack.deltaBack(pack.position() - at, delta).bytes();
  }

  private Stream<Row> bombs() {
    return Stream.of(
        row(
            "hundred megabytes in a few kilobytes of zlib",
            () -> rawPush(good(), PackByHand.of(blob(new byte[100 * MEGABYTE])).bytes()),
            "MNEME_MAX_FILE"),
        row("hundred files of a megabyte", () -> rawPush(good(), zeros(100, MEGABYTE)), UNPACKED),
        row(
            "chain of deltas that makes gigabytes",
            () -> rawPush(good(), chain(1_900, 3 * MEGABYTE, 0)),
            "deltas on top of each other|git -c pack.depth=1 push"),
        row(
            "bush of deltas that makes gigabytes",
            () -> rawPush(good(), bush(1_900, 3 * MEGABYTE)),
            UNPACKED),
        row(
            "chain that keeps its gigabytes in memory",
            () -> rawPush(good(), chain(900, 3 * MEGABYTE, 1)),
            "deltas on top of each other|git -c pack.depth=1 push"),
        row(
            "tree that holds itself through a thousand others",
            () -> rawPush(good(), PackByHand.of(good()).with(nest(900)).bytes()),
            "neither in the push nor in the repository"));
  }

  private static byte[] zeros(int count, int bytes) {
    PackByHand pack = new PackByHand();
    byte[] content = new byte[bytes];
    for (int i = 0; i < count; i++) {
      content[0] = (byte) i;
      pack.with(blob(content.clone()));
    }
    return pack.bytes();
  }

  /** Each object is a delta of the one before; with twigs, each but the last also of another. */
  private static byte[] chain(int length, int bytes, int twigs) {
    PackByHand pack = new PackByHand();
    int base = pack.position();
    pack.with(blob(new byte[bytes]));
    for (int i = 0; i < length; i++) {
      int at = pack.position();
      pack.deltaBack(at - base, copyAnd(bytes + i, bytes("y")));
      for (int twig = 0; twig < twigs; twig++) {
        pack.deltaBack(pack.position() - base, copyAnd(bytes + i, bytes("z")));
      }
      base = at;
    }
    return pack.bytes();
  }

  private static byte[] bush(int branches, int bytes) {
    PackByHand pack = new PackByHand();
    int base = pack.position();
    pack.with(blob(new byte[bytes]));
    for (int i = 0; i < branches; i++) {
      pack.deltaBack(pack.position() - base, copyAnd(bytes, bytes("%04d".formatted(i))));
    }
    return pack.bytes();
  }

  private static GitObject[] nest(int levels) {
    List<GitObject> trees = new ArrayList<>();
    GitObject level = tree(folder("f", tree()));
    for (int i = 0; i < levels; i++) {
      level = tree(folder("f", level));
      trees.add(level);
    }
    return trees.toArray(GitObject[]::new);
  }

  private Stream<Row> large() {
    String limit = "more than 262,144 bytes, the most that a push may send|MNEME_MAX_PUSH_PACK";
    return Stream.of(
        row("pack that is a little too large", () -> rawPush(good(), noise(262_200)), limit),
        row("pack that is far too large", () -> rawPush(good(), noise(30 * MEGABYTE)), limit),
        row("the same sent by git", this::pushNoiseWithGit, limit),
        row("the same sent by git in chunks", this::pushNoiseInChunks, limit),
        row(
            "object that is too large, in a pack that is not",
            () -> rawPush(good(), PackByHand.of(blob(new byte[5 * MEGABYTE])).bytes()),
            "an object has more than 4,194,304 bytes|a file may have 2,097,152|MNEME_MAX_FILE"));
  }

  private static byte[] noise(int bytes) {
    byte[] content = new byte[Math.min(bytes, MEGABYTE)];
    PackByHand pack = new PackByHand();
    Random random = new Random(7);
    while (pack.position() < bytes) {
      random.nextBytes(content);
      pack.with(blob(content.clone()));
    }
    return pack.bytes();
  }

  private String pushNoiseWithGit() {
    return push(noiseCommit());
  }

  private String pushNoiseInChunks() {
    return refused(
        working().git("-c", "http.postBuffer=1", "push", "origin", noiseCommit() + ":" + MAIN));
  }

  private String noiseCommit() {
    byte[] content = new byte[2 * MEGABYTE];
    new Random(8).nextBytes(content);
    GitObject blob = blob(content);
    put(blob);
    GitObject tree = tree(file("noise.bin", blob));
    put(tree);
    return put(commit(tree.id(), head()));
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] and(byte[] bytes, int... more) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
    for (int i = 0; i < more.length; i++) {
      longer[bytes.length + i] = (byte) more[i];
    }
    return longer;
  }

  private static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
