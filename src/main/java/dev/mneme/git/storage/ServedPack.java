package dev.mneme.git.storage;

import org.eclipse.jgit.internal.storage.dfs.DfsPackFile;
import org.eclipse.jgit.internal.storage.dfs.ReadableChannel;
import org.eclipse.jgit.internal.storage.file.PackBitmapIndex;
import org.eclipse.jgit.internal.storage.file.PackReverseIndex;
import org.jspecify.annotations.Nullable;

/**
 * A pack as JGit is shown it: one that is stored, or a run of small ones that follow each other.
 *
 * <p>Shared by all requests that read the repository, and with it what JGit has loaded of it: a new
 * {@link DfsPackFile} for each request would look its index up in the block cache each time.
 */
interface ServedPack {
  /** What JGit has loaded of it. */
  DfsPackFile file();

  /** Opens the pack for JGit; the channel is for one thread. */
  ReadableChannel open();

  CompactIndex index();

  /** The index by place in the pack. */
  PackReverseIndex reverseIndex();

  /** Which objects its commits lead to, or null if nothing is known of that. */
  @Nullable PackBitmapIndex bitmaps();

  /** Whether {@link #bitmaps} is more than null; reads nothing. */
  boolean hasBitmaps();
}
