package dev.mneme.git.storage;

import org.eclipse.jgit.internal.storage.dfs.DfsObjDatabase.PackSource;
import org.eclipse.jgit.internal.storage.dfs.DfsPackDescription;
import org.eclipse.jgit.internal.storage.dfs.DfsPackFile;
import org.eclipse.jgit.internal.storage.dfs.DfsReader;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.internal.storage.file.PackReverseIndex;
import org.eclipse.jgit.internal.storage.pack.PackExt;
import org.jspecify.annotations.Nullable;

/** What JGit knows of a pack; leads back to the pack. */
final class PackDescription extends DfsPackDescription {
  private static final DfsRepositoryDescription REPOSITORIES =
      new DfsRepositoryDescription("mneme");
  private final ServedPack owner;

  /**
   * @param name unique in the process: caches know the pack by it
   * @param order packs of a larger one are looked at first
   * @param bytes length of the pack
   */
  PackDescription(ServedPack owner, String name, long order, int objects, long bytes) {
    super(REPOSITORIES, name, PackSource.COMPACT);
    this.owner = owner;
    setLastModified(order);
    setObjectCount(objects);
    addFileExt(PackExt.PACK);
    addFileExt(PackExt.INDEX);
    setFileSize(PackExt.PACK, bytes);
    setIndexVersion(2);
  }

  ServedPack owner() {
    return owner;
  }

  /** The pack for JGit, that asks the owner for what belongs to it. */
  DfsPackFile newFile() {
    return new DfsPackFile(PackCache.get(), this, Bitmaps.OF_OWNERS, () -> new Indexes(owner));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PackDescription that && that.getPackName().equals(getPackName());
  }

  @Override
  public int hashCode() {
    return getPackName().hashCode();
  }

  private record Indexes(ServedPack pack) implements DfsPackFile.IndexFactory.PackIndexes {

    @Override
    public PackIndex index(DfsReader ctx) {
      return pack.index();
    }

    @Override
    public PackReverseIndex reverseIndex(DfsReader ctx, PackIndex index) {
      return pack.reverseIndex();
    }
  }

  /** Finds the bitmaps of a pack with the pack. */
  private static final class Bitmaps implements DfsPackFile.PackBitmapIndexLoader {
    private static final Bitmaps OF_OWNERS = new Bitmaps();

    private static ServedPack owner(DfsPackDescription description) {
      return ((PackDescription) description).owner;
    }

    @Override
    public boolean hasBitmaps(DfsPackDescription description) {
      return owner(description).hasBitmaps();
    }

    @Override
    public boolean keepInDfs(DfsPackDescription description) {
      return true;
    }

    @Override
    public LoadResult loadPackBitmapIndex(DfsReader reader, DfsPackFile pack) {
      return new LoadResult(owner(pack.getPackDescription()).bitmaps(), 0);
    }
  }
}
