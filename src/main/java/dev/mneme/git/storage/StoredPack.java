package dev.mneme.git.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.jgit.internal.storage.dfs.DfsPackFile;
import org.eclipse.jgit.internal.storage.dfs.ReadableChannel;
import org.eclipse.jgit.internal.storage.file.PackBitmapIndex;
import org.eclipse.jgit.internal.storage.file.PackReverseIndex;
import org.eclipse.jgit.internal.storage.file.PackReverseIndexFactory;
import org.jspecify.annotations.Nullable;

/** A pack that a state of the log refers to: in a record, a checkpoint or an object of its own. */
final class StoredPack implements ServedPack {
  private final String name;
  private final Slice pack;
  private final CheckedSlice index;
  private final CheckedSlice bitmaps;
  private final int objects;
  private final long seq;
  private final @Nullable ExternalPack external;
  private final boolean ofRecord;
  private final PackReader reader;
  private final DfsPackFile file;
  private volatile @Nullable CompactIndex loaded;
  private volatile @Nullable PackReverseIndex reverse;

  /**
   * @param name unique in the process: caches know the pack by it
   * @param bitmaps of no length if there are none
   * @param loaded the index of a pack in a record, which is read as a whole
   */
  StoredPack(
      String name,
      long seq,
      Slice pack,
      CheckedSlice index,
      CheckedSlice bitmaps,
      int objects,
      @Nullable ExternalPack external,
      @Nullable CompactIndex loaded,
      PackReader reader) {
    this.name = name;
    this.pack = pack;
    this.index = index;
    this.bitmaps = bitmaps;
    this.objects = objects;
    this.seq = seq;
    this.external = external;
    this.ofRecord = loaded != null;
    this.loaded = loaded;
    this.reader = reader;
    this.file = new PackDescription(this, name, order(), objects, pack.length()).newFile();
  }

  /** Of two packs of one seq, what branches lead to is more often asked for. */
  private long order() {
    return 2 * seq + (hasBitmaps() ? 1 : 0);
  }

  String name() {
    return name;
  }

  Slice pack() {
    return pack;
  }

  /** Of the record or the checkpoint that brought it. */
  long seq() {
    return seq;
  }

  int objects() {
    return objects;
  }

  /** The object of its own that the pack is in, or null if it is in a record or a checkpoint. */
  @Nullable ExternalPack external() {
    return external;
  }

  /** Whether it is in a record: a small one, with its index in memory. */
  boolean isOfRecord() {
    return ofRecord;
  }

  PackReader reader() {
    return reader;
  }

  @Override
  public DfsPackFile file() {
    return file;
  }

  @Override
  public ReadableChannel open() {
    return new PackChannel(pack.length(), (from, wanted) -> reader.readAt(pack, from, wanted));
  }

  /** The index, read from the store once. */
  @Override
  public CompactIndex index() {
    CompactIndex known = loaded;
    if (known == null) {
      known = CompactIndex.of(reader.readChecked(index, "index"));
      loaded = known;
    }
    return known;
  }

  @Override
  public PackReverseIndex reverseIndex() {
    PackReverseIndex known = reverse;
    if (known == null) {
      known = PackReverseIndexFactory.computeFromIndex(index());
      reverse = known;
    }
    return known;
  }

  @Override
  public boolean hasBitmaps() {
    return bitmaps.slice().length() > 0;
  }

  @Override
  public PackBitmapIndex bitmaps() {
    byte[] bytes = reader.readChecked(bitmaps, "bitmap index");
    try {
      return PackBitmapIndex.read(new ByteArrayInputStream(bytes), index(), reverseIndex());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
