package dev.mneme.git.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.pack.PackConfig;

/**
 * Writes all objects of a repository into one pack with good deltas, as {@code git gc} would, and
 * puts it into the log in the place of the packs before it.
 *
 * <p>Keeps everything, reachable or not: a push on its way may rely on an object that no ref leads
 * to any more.
 */
final class Repacking {
  private static final PackConfig CONFIG = config();

  private Repacking() {}

  private static PackConfig config() {
    PackConfig config = new PackConfig();
    config.setThreads(1);
    config.setDeltaBaseAsOffset(true);
    config.setReuseDeltas(true);
    config.setBuildBitmaps(false);
    return config;
  }

  /**
   * Repacks the newest state.
   *
   * @return whether the log has the new pack; if not, another repacking was first
   */
  static boolean repack(RepositoryLog log) throws IOException {
    Snapshot from = log.current();
    PackBytes pack = packOf(LogRepository.open(log, from));
    return log.compact(pack, from.state().seq());
  }

  static PackBytes packOf(LogRepository repository) throws IOException {
    try (ObjectReader reader = repository.newObjectReader();
        PackWriter writer = new PackWriter(CONFIG, reader);
        RevWalk walk = new RevWalk(reader)) {
      Set<ObjectId> tips = new HashSet<>(repository.state().refs().values());
      writer.preparePack(NullProgressMonitor.INSTANCE, tips, Set.of());
      addUnreachable(repository.state(), writer, walk);
      ByteArrayOutputStream pack = new ByteArrayOutputStream();
      writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, pack);
      ByteArrayOutputStream index = new ByteArrayOutputStream();
      writer.writeIndex(index);
      return new PackBytes(pack.toByteArray(), CompactIndex.ofVersion2(index.toByteArray()));
    }
  }

  private static void addUnreachable(RepositoryState state, PackWriter writer, RevWalk walk)
      throws IOException {
    for (StoredPack pack : state.packs()) {
      CompactIndex index = pack.index();
      for (int nth = 0; nth < index.count(); nth++) {
        ObjectId id = index.getObjectId(nth);
        if (!writer.willInclude(id)) {
          writer.addObject(walk.parseAny(id));
        }
      }
    }
  }

  /** The transaction that puts a pack in the place of those up to a seq. */
  static Transaction transaction(PackBytes pack, long covers) {
    return new Transaction(LogRecord.Kind.COMPACT, List.of(), Map.of(), pack, covers);
  }
}
