package dev.mneme.git.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.objects.Content;
import dev.mneme.objects.GetResult;
import dev.mneme.objects.ObjectKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.storage.pack.PackStatistics;
import org.junit.jupiter.api.Test;

/** What a repacking leaves, and what a clone makes of it. */
class RepackingTest {
  private static final String HIDDEN = "refs/mneme/state";
  private final LogFixture node = LogFixture.inMemory();

  @Test
  void whatBranchesLeadToIsAPackOfItsOwnWithBitmaps() throws IOException {
    commits(1, 20);
    ObjectId hidden = hide("hidden");

    assertThat(Repacking.repack(node.log())).isTrue();

    List<StoredPack> packs = node.other().log().current().state().packs();
    assertThat(packs).extracting(StoredPack::hasBitmaps).containsExactly(true, false);
    assertThat(idsOf(packs.getFirst())).isEqualTo(reachable());
    assertThat(idsOf(packs.getLast())).contains(hidden).doesNotContainAnyElementsOf(reachable());
  }

  @Test
  void bothPacksAreInOneObject() throws IOException {
    commits(1, 3);
    hide("hidden");

    Repacking.repack(node.log());

    assertThat(CheckpointCodec.external(node.log().current().state())).hasSize(1);
  }

  @Test
  void cloneGetsThePackAsItIsAndWhatWasCommittedSince() throws IOException {
    commits(1, 30);
    hide("hidden");
    Repacking.repack(node.log());
    int packed = node.log().current().state().packs().getFirst().objects();
    commits(31, 33);

    PackStatistics statistics = cloned(node.other().open());

    assertThat(statistics.getReusedPacks()).hasSize(1);
    assertThat(statistics.getReusedObjects()).isEqualTo(packed + 3L * 3);
    assertThat(statistics.getTotalObjects()).isEqualTo(reachable().size());
  }

  @Test
  void repositoryWithoutBranchesIsRepacked() throws IOException {
    ObjectId hidden = hide("hidden");

    assertThat(Repacking.repack(node.log())).isTrue();

    assertThat(node.other().open().open(hidden).getBytes()).asString().isEqualTo("hidden");
  }

  @Test
  void damagedBitmapIsAnAlarm() throws IOException {
    commits(1, 5);
    Repacking.repack(node.log());
    damageTheEndOf(CheckpointCodec.external(node.log().current().state()).getFirst());

    LogRepository damaged = node.other().open();

    assertThatThrownBy(() -> cloned(damaged))
        .isInstanceOf(CorruptLogException.class)
        .hasMessageContaining("bitmap index");
  }

  private void commits(int from, int to) throws IOException {
    node.logs.close();
    for (int i = from; i <= to; i++) {
      node.commit("commit " + i, Map.of("a.md", "text " + i, "b.md", "always the same"));
    }
  }

  /** Commits a content that only a hidden ref leads to. */
  private ObjectId hide(String content) throws IOException {
    try (LogRepository repository = node.open();
        ObjectInserter inserter = repository.newObjectInserter()) {
      ObjectId id = inserter.insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8));
      inserter.flush();
      repository.commit(List.of(new RefMove(HIDDEN, ObjectId.zeroId(), id)), Map.of());
      return id;
    }
  }

  private Set<ObjectId> reachable() throws IOException {
    Set<ObjectId> ids = new HashSet<>();
    LogRepository repository = node.open();
    try (ObjectWalk walk = new ObjectWalk(repository)) {
      walk.markStart(walk.parseCommit(repository.state().ref(LogRefDatabase.MAIN).orElseThrow()));
      for (RevObject next = walk.next(); next != null; next = walk.next()) {
        ids.add(next.copy());
      }
      for (RevObject next = walk.nextObject(); next != null; next = walk.nextObject()) {
        ids.add(next.copy());
      }
    }
    return ids;
  }

  private static Set<ObjectId> idsOf(StoredPack pack) {
    Set<ObjectId> ids = new HashSet<>();
    for (int nth = 0; nth < pack.objects(); nth++) {
      ids.add(pack.index().getObjectId(nth));
    }
    return ids;
  }

  private static PackStatistics cloned(LogRepository repository) throws IOException {
    try (ObjectReader reader = repository.newObjectReader();
        PackWriter writer = new PackWriter(repository, reader)) {
      writer.setUseBitmaps(true);
      writer.setUseCachedPacks(true);
      writer.setReuseValidatingObjects(false);
      Set<ObjectId> main = Set.of(repository.state().ref(LogRefDatabase.MAIN).orElseThrow());
      writer.preparePack(NullProgressMonitor.INSTANCE, main, Set.of());
      writer.writePack(
          NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, new ByteArrayOutputStream());
      return Objects.requireNonNull(writer.getStatistics());
    }
  }

  private void damageTheEndOf(ExternalPack pack) {
    ObjectKey key = node.log().keys().pack(pack.tipSeq(), pack.uploader());
    byte[] bytes = ((GetResult.Found) node.store.get(key)).bytes();
    bytes[bytes.length - 30] ^= 1;
    node.store.delete(key);
    node.store.createIfAbsent(key, Content.of(bytes));
  }
}
