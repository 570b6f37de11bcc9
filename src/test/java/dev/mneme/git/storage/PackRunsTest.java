package dev.mneme.git.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.eclipse.jgit.internal.storage.dfs.ReadableChannel;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the packs of a long tail are shown to JGit. */
class PackRunsTest {
  private static final int COMMITS = 70;
  private final LogFixture node = LogFixture.inMemory();

  @BeforeEach
  void commitWithoutCheckpoints() throws IOException {
    node.logs.close();
    for (int i = 1; i <= COMMITS; i++) {
      node.commit("commit " + i, Map.of("a.md", "text " + i, "b/c.md", "more " + i));
    }
  }

  private List<ServedPack> served() {
    return node.log().served(node.log().current().state());
  }

  @Test
  void longTailIsShownAsAFewPacks() {
    assertThat(node.log().current().state().packs()).hasSize(COMMITS);

    assertThat(served()).as("records 1-15, 16-31, 32-47, 48-63, and 64 to 70").hasSize(4 + 7);
  }

  @Test
  void packsThatWereShownOnceAreTheSameWhenTheTailHasGrown() throws IOException {
    List<ServedPack> before = served();

    node.commit("another", Map.of("a.md", "another"));

    assertThat(served()).hasSize(before.size() + 1).containsAll(before);
  }

  @Test
  void everyObjectIsReadOutOfARunAsOutOfItsOwnPack() throws IOException {
    LogRepository shown = node.other().open();

    for (StoredPack pack : node.log().current().state().packs()) {
      for (int nth = 0; nth < pack.index().count(); nth++) {
        ObjectId id = pack.index().getObjectId(nth);
        ObjectLoader there = shown.open(id);
        assertThat(shown.getObjectDatabase().has(id)).isTrue();
        try (var inserter = new org.eclipse.jgit.lib.ObjectInserter.Formatter()) {
          assertThat(inserter.idFor(there.getType(), there.getBytes())).isEqualTo(id);
        }
      }
    }
  }

  @Test
  void indexOfARunHasWhereEachStoredObjectBeginsAndEnds() throws IOException {
    for (ServedPack run : served().stream().filter(PackRun.class::isInstance).toList()) {
      byte[] bytes = bytesOf(run);
      CompactIndex index = run.index();
      for (int nth = 0; nth < index.count(); nth++) {
        CompactIndex.Entry entry = index.entry(nth);
        long end =
            run.reverseIndex().findNextOffset(entry.offset(), bytes.length - PackBytes.TRAILER);
        CRC32 crc = new CRC32();
        crc.update(bytes, (int) entry.offset(), (int) (end - entry.offset()));
        assertThat((int) crc.getValue()).isEqualTo(entry.crc());
      }
    }
  }

  private static byte[] bytesOf(ServedPack pack) throws IOException {
    try (ReadableChannel channel = pack.open()) {
      ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // As much as comes at once.
      }
      return bytes.array();
    }
  }
}
