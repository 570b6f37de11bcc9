package dev.mneme.git.storage;

import org.eclipse.jgit.internal.storage.dfs.DfsObjDatabase.PackSource;
import org.eclipse.jgit.internal.storage.dfs.DfsPackDescription;
import org.eclipse.jgit.internal.storage.dfs.DfsPackFile;
import org.eclipse.jgit.internal.storage.dfs.DfsReader;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.internal.storage.file.PackReverseIndex;
import org.eclipse.jgit.internal.storage.file.PackReverseIndexFactory;
import org.eclipse.jgit.internal.storage.pack.PackExt;
import org.jspecify.annotations.Nullable;

/**
 * A pack that a state of the log refers to: in a record, a checkpoint or an object of its own.
 *
 * <p>Shared by all requests that read the repository, and with it what JGit has loaded of it: a new
 * {@link DfsPackFile} for each request would look its index up in the block cache each time.
 */
final class StoredPack {
  private final Slice pack;
  private final Slice index;
  private final Checksum indexChecksum;
  private final int objects;
  private final long seq;
  private final @Nullable ExternalPack external;
  private final PackReader reader;
  private final Description description;
  private final DfsPackFile file;
  private volatile @Nullable CompactIndex loaded;

  StoredPack(
      String name,
      long seq,
      Slice pack,
      Slice index,
      Checksum indexChecksum,
      int objects,
      @Nullable ExternalPack external,
      @Nullable CompactIndex loaded,
      PackReader reader) {
    this.pack = pack;
    this.index = index;
    this.indexChecksum = indexChecksum;
    this.objects = objects;
    this.seq = seq;
    this.external = external;
    this.loaded = loaded;
    this.reader = reader;
    this.description = new Description(name, seq, this);
    this.file =
        new DfsPackFile(
            PackCache.get(),
            description,
            DfsPackFile.DEFAULT_BITMAP_LOADER,
            () -> new Indexes(this));
  }

  Slice pack() {
    return pack;
  }

  Slice indexSlice() {
    return index;
  }

  Checksum indexChecksum() {
    return indexChecksum;
  }

  /** Of the record or the checkpoint that brought it. */
  long seq() {
    return seq;
  }

  int objects() {
    return objects;
  }

  /** The object of its own that the pack is, or null if it stands in a record or a checkpoint. */
  @Nullable ExternalPack external() {
    return external;
  }

  DfsPackDescription description() {
    return description;
  }

  DfsPackFile file() {
    return file;
  }

  PackReader reader() {
    return reader;
  }

  /** The index, read from the store once. */
  CompactIndex index() {
    CompactIndex known = loaded;
    if (known == null) {
      known = reader.readIndex(this);
      loaded = known;
    }
    return known;
  }

  /** What JGit knows of a pack; leads back to the pack. */
  static final class Description extends DfsPackDescription {
    private static final DfsRepositoryDescription REPOSITORIES =
        new DfsRepositoryDescription("mneme");
    private final StoredPack owner;

    private Description(String name, long order, StoredPack owner) {
      super(REPOSITORIES, name, PackSource.COMPACT);
      this.owner = owner;
      setLastModified(order);
      setObjectCount(owner.objects);
      addFileExt(PackExt.PACK);
      addFileExt(PackExt.INDEX);
      setFileSize(PackExt.PACK, owner.pack.length());
      setIndexVersion(2);
    }

    StoredPack owner() {
      return owner;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Description that && that.getPackName().equals(getPackName());
    }

    @Override
    public int hashCode() {
      return getPackName().hashCode();
    }
  }

  private record Indexes(StoredPack pack) implements DfsPackFile.IndexFactory.PackIndexes {

    @Override
    public PackIndex index(DfsReader ctx) {
      return pack.index();
    }

    @Override
    public PackReverseIndex reverseIndex(DfsReader ctx, PackIndex index) {
      return PackReverseIndexFactory.computeFromIndex(index);
    }
  }
}
