package dev.mneme.git.storage;

import org.eclipse.jgit.internal.storage.dfs.DfsBlockCache;
import org.eclipse.jgit.internal.storage.dfs.DfsBlockCacheConfig;

/** JGit's cache of blocks of packs. There is one in a process, so it is set up once. */
final class PackCache {
  /**
   * Also the size of the buffer that each inserter and each reader of a pushed pack begins with and
   * zeroes: JGit's own 64 KiB cost more than a usual transaction.
   */
  private static final int BLOCK_BYTES = 16 * 1024;

  private static final long LIMIT_BYTES = 32L << 20;

  static {
    DfsBlockCache.reconfigure(
        new DfsBlockCacheConfig().setBlockSize(BLOCK_BYTES).setBlockLimit(LIMIT_BYTES));
  }

  private PackCache() {}

  static DfsBlockCache get() {
    return DfsBlockCache.getInstance();
  }
}
