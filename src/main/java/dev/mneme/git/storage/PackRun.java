package dev.mneme.git.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.eclipse.jgit.internal.storage.dfs.DfsPackFile;
import org.eclipse.jgit.internal.storage.dfs.ReadableChannel;
import org.eclipse.jgit.internal.storage.file.PackBitmapIndex;
import org.eclipse.jgit.internal.storage.file.PackReverseIndex;
import org.eclipse.jgit.internal.storage.file.PackReverseIndexFactory;
import org.jspecify.annotations.Nullable;

/**
 * Packs of records that follow each other, shown to JGit as one: it looks for each object in one
 * pack after the other, and a long tail would make every look as long.
 *
 * <p>Nothing is copied but the indexes. The objects of each pack stand behind those of the pack
 * before, without the headers and trailers in between, so that distances of deltas stay as they are
 * and JGit finds the end of an object where the next one begins.
 */
final class PackRun implements ServedPack {
  private final List<StoredPack> parts;
  private final long[] starts;
  private final long length;
  private final CompactIndex index;
  private final DfsPackFile file;

  /**
   * @param parts oldest first, with their indexes in memory
   */
  PackRun(List<StoredPack> parts) {
    this.parts = List.copyOf(parts);
    this.starts = new long[parts.size()];
    long next = PackBytes.HEADER;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = next;
      next += bodyLength(parts.get(i));
    }
    this.length = next + PackBytes.TRAILER;
    this.index = merged();
    this.file = newFile();
  }

  private static long bodyLength(StoredPack part) {
    return part.pack().length() - PackBytes.HEADER - PackBytes.TRAILER;
  }

  private CompactIndex merged() {
    List<CompactIndex.Entry> all = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      CompactIndex each = parts.get(i).index();
      for (int nth = 0; nth < each.count(); nth++) {
        CompactIndex.Entry entry = each.entry(nth);
        long moved = entry.offset() + starts[i] - PackBytes.HEADER;
        all.add(new CompactIndex.Entry(entry.id(), entry.crc(), moved));
      }
    }
    all.sort(Comparator.comparing(CompactIndex.Entry::id));
    return CompactIndex.ofEntries(all, all.size());
  }

  private DfsPackFile newFile() {
    StoredPack newest = parts.getLast();
    String name = parts.getFirst().name() + "-" + newest.name();
    return new PackDescription(this, name, 2 * newest.seq(), index.count(), length).newFile();
  }

  /** Whether it is made of exactly these. */
  boolean isOf(List<StoredPack> others) {
    return parts.equals(others);
  }

  @Override
  public DfsPackFile file() {
    return file;
  }

  @Override
  public CompactIndex index() {
    return index;
  }

  @Override
  public PackReverseIndex reverseIndex() {
    return PackReverseIndexFactory.computeFromIndex(index);
  }

  @Override
  public @Nullable PackBitmapIndex bitmaps() {
    return null;
  }

  @Override
  public boolean hasBitmaps() {
    return false;
  }

  @Override
  public ReadableChannel open() {
    return new PackChannel(length, this::read);
  }

  /** JGit does not look at headers and trailers; they only take their place. */
  private byte[] read(long from, int wanted) {
    if (from < PackBytes.HEADER) {
      return new byte[(int) (PackBytes.HEADER - from)];
    }
    if (from >= length - PackBytes.TRAILER) {
      return new byte[(int) (length - from)];
    }
    int nth = partAt(from);
    StoredPack part = parts.get(nth);
    long inBody = from - starts[nth];
    int most = (int) Math.min(wanted, bodyLength(part) - inBody);
    return part.reader().readAt(part.pack(), PackBytes.HEADER + inBody, most);
  }

  private int partAt(long position) {
    int found = Arrays.binarySearch(starts, position);
    return found >= 0 ? found : -found - 2;
  }
}
