package dev.mneme.git.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.internal.storage.file.PackBitmapIndexWriterV1;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.pack.PackConfig;

/**
 * Writes all objects of a repository into two packs with good deltas, as {@code git gc} would, and
 * puts them into the log in the place of the packs before.
 *
 * <p>The first has exactly what branches and tags lead to, and bitmaps that say so: it can be sent
 * to who clones as it is. The second has all others, reachable or not: what only hidden refs lead
 * to, and what a push on its way may rely on though no ref leads to it any more.
 */
final class Repacking {
  private static final PackConfig CONFIG = config();

  private Repacking() {}

  private static PackConfig config() {
    PackConfig config = new PackConfig();
    config.setThreads(1);
    config.setDeltaBaseAsOffset(true);
    config.setReuseDeltas(true);
    config.setBuildBitmaps(true);
    return config;
  }

  /**
   * Repacks the newest state.
   *
   * @return whether the log has the new packs; if not, another repacking was first
   */
  static boolean repack(RepositoryLog log) throws IOException {
    Snapshot from = log.current();
    return log.compact(packsOf(LogRepository.open(log, from)), from.state().seq());
  }

  static List<PackBytes> packsOf(LogRepository repository) throws IOException {
    List<PackBytes> packs = new ArrayList<>();
    try (ObjectReader reader = repository.newObjectReader();
        RevWalk walk = new RevWalk(reader)) {
      Set<ObjectId> tips = tips(repository.state());
      if (!tips.isEmpty()) {
        packs.add(reachable(tips, reader));
      }
      List<RevObject> others = others(repository.state(), packs, walk);
      if (!others.isEmpty()) {
        packs.add(packOf(others, reader));
      }
    }
    return packs;
  }

  private static Set<ObjectId> tips(RepositoryState state) {
    return state.refs().entrySet().stream()
        .filter(ref -> isBranchOrTag(ref.getKey()))
        .map(Map.Entry::getValue)
        .collect(Collectors.toSet());
  }

  private static boolean isBranchOrTag(String ref) {
    return ref.startsWith(Constants.R_HEADS) || ref.startsWith(Constants.R_TAGS);
  }

  private static PackBytes reachable(Set<ObjectId> tips, ObjectReader reader) throws IOException {
    try (PackWriter writer = new PackWriter(CONFIG, reader)) {
      writer.preparePack(NullProgressMonitor.INSTANCE, tips, Set.of());
      PackBytes pack = written(writer);
      ByteArrayOutputStream bitmaps = new ByteArrayOutputStream();
      if (writer.prepareBitmapIndex(NullProgressMonitor.INSTANCE)) {
        writer.writeBitmapIndex(new PackBitmapIndexWriterV1(bitmaps));
      }
      return new PackBytes(pack.pack(), pack.index(), bitmaps.toByteArray());
    }
  }

  private static List<RevObject> others(RepositoryState state, List<PackBytes> packed, RevWalk walk)
      throws IOException {
    Set<ObjectId> ids = new LinkedHashSet<>();
    for (StoredPack pack : state.packs()) {
      CompactIndex index = pack.index();
      for (int nth = 0; nth < index.count(); nth++) {
        ids.add(index.getObjectId(nth));
      }
    }
    ids.removeIf(id -> packed.stream().anyMatch(pack -> pack.index().findPosition(id) >= 0));
    List<RevObject> objects = new ArrayList<>(ids.size());
    for (ObjectId id : ids) {
      objects.add(walk.parseAny(id));
    }
    return objects;
  }

  private static PackBytes packOf(List<RevObject> objects, ObjectReader reader) throws IOException {
    try (PackWriter writer = new PackWriter(CONFIG, reader)) {
      writer.preparePack(objects.iterator());
      return written(writer);
    }
  }

  private static PackBytes written(PackWriter writer) throws IOException {
    ByteArrayOutputStream pack = new ByteArrayOutputStream();
    writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, pack);
    ByteArrayOutputStream index = new ByteArrayOutputStream();
    writer.writeIndex(index);
    return new PackBytes(pack.toByteArray(), CompactIndex.ofVersion2(index.toByteArray()));
  }

  /** The transaction that puts packs in the place of those up to a seq. */
  static Transaction transaction(List<PackBytes> packs, long covers) {
    return new Transaction(LogRecord.Kind.COMPACT, List.of(), Map.of(), packs, covers);
  }
}
