package dev.mneme.git.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.objects.Content;
import dev.mneme.objects.GetResult;
import dev.mneme.objects.ListPage;
import dev.mneme.objects.ObjectKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryLogTest {
  private final LogFixture node = LogFixture.inMemory();

  @Test
  void commitIsReadBackByTheSameNodeAndByAnother() throws IOException {
    node.commit("first", Map.of("system/human.md", "Ada"));
    ObjectId second = node.commit("second", Map.of("system/human.md", "Ada Lovelace"));

    assertThat(read(node, "system/human.md")).isEqualTo("Ada Lovelace");
    LogFixture other = node.other();
    assertThat(other.open().state().ref("refs/heads/main")).contains(second);
    assertThat(read(other, "system/human.md")).isEqualTo("Ada Lovelace");
  }

  @Test
  void otherNodeSeesEachCommitWithOneSmallRead() throws IOException {
    LogFixture other = node.other();
    for (int i = 0; i < 10; i++) {
      node.commit("edit " + i, Map.of("a.md", "value " + i));
      assertThat(read(other, "a.md")).isEqualTo("value " + i);
    }
  }

  @Test
  void loserOfARaceIsToldAndNothingOfItStays() throws IOException {
    node.commit("first", Map.of("a.md", "1"));
    LogFixture other = node.other();
    LogRepository mine = node.open();
    LogRepository theirs = other.open();
    ObjectId base = mine.state().ref("refs/heads/main").orElseThrow();
    ObjectId ours = LogFixture.insert(mine, base, "ours", Map.of("a.md", "ours"));
    ObjectId won = LogFixture.insert(theirs, base, "theirs", Map.of("a.md", "theirs"));

    assertThat(theirs.commit(List.of(new RefMove("refs/heads/main", base, won)), Map.of()))
        .isInstanceOf(CommitResult.Committed.class);
    assertThat(mine.commit(List.of(new RefMove("refs/heads/main", base, ours)), Map.of()))
        .isInstanceOf(CommitResult.Lost.class);

    assertThat(read(node, "a.md")).isEqualTo("theirs");
    assertThat(node.open().getObjectDatabase().has(ours)).isFalse();
  }

  @Test
  void onlyRecordsThatMoveRefsAreChanges() throws IOException {
    commits(node, 0, 4);
    LogRepository repository = node.open();
    node.log().compact(Repacking.packsOf(repository), 4);
    RepositoryState compacted = node.log().current().state();

    assertThat(compacted.seq()).isEqualTo(5);
    assertThat(node.log().hasMovedSince(compacted, 3)).isTrue();
    assertThat(node.log().hasMovedSince(compacted, 4)).isFalse();
    new Checkpointing(node.logs.environment()).checkpoint(node.log(), compacted);
    LogFixture fresh = node.other();
    RepositoryState loaded = fresh.log().current().state();
    assertThat(loaded.tail()).isEmpty();
    assertThat(fresh.log().hasMovedSince(loaded, 3)).isTrue();
    assertThat(fresh.log().hasMovedSince(loaded, 4)).isFalse();
  }

  @Test
  void movesThatNobodyCouldReadAgainAreNeverWritten() throws IOException {
    node.commit("first", Map.of("a.md", "1"));
    LogRepository repository = node.open();
    ObjectId main = repository.state().ref("refs/heads/main").orElseThrow();
    RefMove twice = new RefMove("refs/heads/x", ObjectId.zeroId(), main);

    assertThatThrownBy(() -> repository.commit(List.of(twice, twice), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("refs/heads/x");

    assertThat(node.other().log().current().state().seq()).isEqualTo(1);
    node.commit("second", Map.of("a.md", "2"));
  }

  @Test
  void checkpointServesTheSameBytesAndForgetsNothing() throws IOException {
    commits(node, 0, 30);
    RepositoryState before = node.log().current().state();

    boolean made = new Checkpointing(node.logs.environment()).checkpoint(node.log(), before);

    assertThat(made).isTrue();
    commits(node, 30, 40);
    LogFixture fresh = node.other();
    RepositoryState loaded = fresh.log().current().state();
    assertThat(loaded.base().seq()).isEqualTo(30);
    assertThat(loaded.refs()).isEqualTo(node.log().current().state().refs());
    assertThat(history(fresh)).hasSize(40).isEqualTo(history(node));
    assertThat(fresh.log().entries(loaded))
        .extracting(LogEntry::seq)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 40).mapToObj(i -> (long) i).toList());
    assertThat(fresh.log().entry(loaded, 7)).isEqualTo(node.log().entry(before, 7));
  }

  @Test
  void checkpointIsKeptByACommitThatBeganBeforeIt() throws IOException {
    commits(node, 0, 3);
    LogRepository begun = node.open();
    ObjectId tip = begun.state().ref("refs/heads/main").orElseThrow();

    new Checkpointing(node.logs.environment()).checkpoint(node.log(), node.log().current().state());
    ObjectId next = LogFixture.insert(begun, tip, "next", Map.of("a.md", "next"));
    begun.commit(List.of(new RefMove("refs/heads/main", tip, next)), Map.of());

    assertThat(begun.state().base().seq()).isEqualTo(3);
    assertThat(node.log().known().state().base().seq()).isEqualTo(3);
    assertThat(node.log().known().state().tail()).hasSize(1);
    assertThat(read(node, "a.md")).isEqualTo("next");
  }

  @Test
  void secondCheckpointOfTheSameSeqIsRefused() throws IOException {
    commits(node, 0, 3);
    Checkpointing checkpointing = new Checkpointing(node.logs.environment());

    assertThat(checkpointing.checkpoint(node.log(), node.log().current().state())).isTrue();
    assertThat(checkpointing.checkpoint(node.log(), node.log().current().state())).isFalse();
  }

  @Test
  void everyPackIsOneThatGitAccepts(@TempDir Path folder) throws Exception {
    commits(node, 0, 20);
    new Checkpointing(node.logs.environment()).checkpoint(node.log(), node.log().current().state());
    commits(node, 20, 30);
    new Checkpointing(node.logs.environment()).checkpoint(node.log(), node.log().current().state());

    for (StoredPack pack : node.other().log().current().state().packs()) {
      Path file = folder.resolve("x.pack");
      Files.write(file, pack.reader().read(pack.pack()));
      Process git =
          new ProcessBuilder("git", "index-pack", "--strict", file.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(git.waitFor()).as(said).isZero();
    }
  }

  @Test
  void damagedRecordStopsItsRepositoryWithAnAlarm() throws IOException {
    commits(node, 0, 5);
    ObjectKey key = node.log().keys().record(3);
    byte[] bytes = ((GetResult.Found) node.store.get(key)).bytes();
    for (int at : new int[] {0, 9, 40, bytes.length / 2, bytes.length - 1}) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x10;
      node.store.delete(key);
      node.store.createIfAbsent(key, Content.of(damaged));

      assertThatThrownBy(() -> node.other().log().current())
          .isInstanceOf(CorruptLogException.class)
          .hasMessageContaining(key.value());
    }
  }

  @Test
  void emptyOrTornRecordIsAnAlarm() throws IOException {
    commits(node, 0, 5);
    ObjectKey key = node.log().keys().record(5);
    byte[] bytes = ((GetResult.Found) node.store.get(key)).bytes();
    for (int length : new int[] {0, 1, 11, 12, 80, bytes.length - 1}) {
      node.store.delete(key);
      node.store.createIfAbsent(key, Content.of(java.util.Arrays.copyOf(bytes, length)));

      assertThatThrownBy(() -> node.other().log().current())
          .isInstanceOf(CorruptLogException.class);
    }
  }

  @Test
  void lostRecordIsAnAlarmAndNotTheEndOfTheLog() throws IOException {
    commits(node, 0, 5);
    node.store.delete(node.log().keys().record(3));

    assertThatThrownBy(() -> node.other().log().current())
        .isInstanceOf(CorruptLogException.class)
        .hasMessageContaining("record 3");
  }

  @Test
  void packTooLargeForARecordGetsAnObjectOfItsOwn() throws IOException {
    byte[] noise = new byte[1_500_000];
    new java.util.Random(5).nextBytes(noise);
    String big = new String(noise, StandardCharsets.ISO_8859_1);

    node.commit("big", Map.of("big.bin", big));

    List<ListPage.Entry> all = node.store.list(node.log().keys().folder(), "", 100).entries();
    assertThat(all).hasSize(2);
    assertThat(read(node.other(), "big.bin")).isEqualTo(big);
  }

  private static void commits(LogFixture node, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      node.commit("edit " + i, Map.of("a.md", "value " + i, "system/b.md", "constant"));
    }
  }

  private static String read(LogFixture node, String path) throws IOException {
    try (LogRepository repository = node.open();
        RevWalk walk = new RevWalk(repository)) {
      RevCommit tip = walk.parseCommit(repository.resolve("HEAD"));
      try (TreeWalk found = TreeWalk.forPath(repository, path, tip.getTree())) {
        byte[] bytes = repository.open(found.getObjectId(0)).getBytes();
        return new String(bytes, StandardCharsets.UTF_8);
      }
    }
  }

  private static List<String> history(LogFixture node) throws IOException {
    try (LogRepository repository = node.open();
        RevWalk walk = new RevWalk(repository)) {
      walk.markStart(walk.parseCommit(repository.resolve("refs/heads/main")));
      List<String> messages = new java.util.ArrayList<>();
      walk.forEach(commit -> messages.add(commit.getFullMessage()));
      return messages;
    }
  }
}
