package dev.mneme.objects.file;

import dev.mneme.objects.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The folders of a store: made when first needed, durable before anything in them is acknowledged,
 * never removed.
 *
 * <p>Never removed, because another process may be about to put an object into one, and would have
 * to sync the whole way down again. An empty folder costs one inode.
 *
 * <p>After a sync that failed nothing is known any more about what is on the disk: the kernel
 * reports such a failure once and then forgets it. All further work is therefore refused until the
 * process is started anew.
 */
final class Folders {
  /** So that a process that has seen millions of repositories does not remember all of them. */
  private static final int MAX_REMEMBERED = 100_000;

  private final Path root;
  private final Disk disk;
  private final Set<String> durable = ConcurrentHashMap.newKeySet();
  private volatile @Nullable StoreUnavailableException lost;

  Folders(Path root, Disk disk) {
    this.root = root;
    this.disk = disk;
  }

  /** Makes the root where it is missing, with its parents. */
  void openRoot() throws IOException {
    boolean there = Files.isDirectory(root);
    Path parent = root.getParent();
    if (!there) {
      makeWithParents(root);
    } else if (parent != null) {
      syncIfAllowed(parent);
    }
  }

  private void makeWithParents(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent == null || Files.isDirectory(folder)) {
      return;
    }
    makeWithParents(parent);
    disk.makeFolder(folder);
    sync(parent);
  }

  /** Another process may have made the root just now; what is above it need not be readable. */
  private void syncIfAllowed(Path folder) throws IOException {
    try {
      sync(folder);
    } catch (AccessDeniedException notOurs) {
      // then it was not made by this user, and not just now
    }
  }

  /**
   * Makes a folder and those above it, durable when this returns.
   *
   * <p>On first use the folder above is synced even if this one is there: another process may have
   * made it and not got as far as its sync.
   *
   * @param folder relative to the root, empty for the root
   */
  void ensure(String folder) throws IOException {
    if (folder.isEmpty() || durable.contains(folder)) {
      return;
    }
    String above = folderOf(folder);
    ensure(above);
    disk.makeFolder(root.resolve(folder));
    sync(root.resolve(above));
    remember(folder);
  }

  private void remember(String folder) {
    if (durable.size() >= MAX_REMEMBERED) {
      durable.clear();
    }
    durable.add(folder);
  }

  /** To be called when a folder turned out to be gone: someone has removed it by hand. */
  void forgetAll() {
    durable.clear();
  }

  /** The folder that a path relative to the root lies in; empty for the root. */
  static String folderOf(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private void sync(Path folder) throws IOException {
    try (Disk.OpenFolder open = disk.open(folder)) {
      sync(open, folder);
    }
  }

  /**
   * Makes the names in a folder durable.
   *
   * @throws StoreUnavailableException if that failed; all further work is refused then
   */
  void sync(Disk.OpenFolder open, Path folder) {
    try {
      open.sync();
    } catch (IOException e) {
      StoreUnavailableException failure =
          new StoreUnavailableException(
              "%s could not be synced to the disk (%s), so it is not known what is stored there; check that disk, then start the server again"
                  .formatted(folder, Failures.reason(e)),
              e);
      lost = failure;
      throw failure;
    }
  }

  /** Refuses everything once a sync has failed. */
  void requireSound() {
    StoreUnavailableException failure = lost;
    if (failure != null) {
      throw new StoreUnavailableException(String.valueOf(failure.getMessage()), failure);
    }
  }
}
