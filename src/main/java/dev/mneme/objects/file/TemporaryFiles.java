package dev.mneme.objects.file;

import dev.mneme.objects.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where objects are written before they get their name: {@code .tmp} below the root, which no key
 * can reach.
 */
final class TemporaryFiles {
  /**
   * Age at which a file here is no longer anyone's. A process that was paused for longer finds its
   * file gone, and its create fails without any effect.
   */
  static final Duration LEFTOVER_AGE = Duration.ofHours(1);

  private final Path folder;
  private final Disk disk;
  private final String process;
  private final AtomicLong count = new AtomicLong();

  /**
   * @param process tells this process's files from those of others on the same folder
   */
  TemporaryFiles(Path root, Disk disk, long process) {
    this.folder = root.resolve(".tmp");
    this.disk = disk;
    this.process = Long.toHexString(process) + "-";
  }

  void makeFolder() throws IOException {
    disk.makeFolder(folder);
  }

  /**
   * Refuses a root that was emptied under us, as when its disk is unmounted: everything would look
   * absent there.
   */
  void requireFolder() {
    if (!Files.isDirectory(folder)) {
      throw new StoreUnavailableException(
          "%s is gone: its disk is not mounted, or someone removed it; bring the folder back, then start the server again"
              .formatted(folder));
    }
  }

  /** A name that was never used before. */
  Path next() {
    return folder.resolve(process + Long.toHexString(count.getAndIncrement()));
  }

  /** Removes what processes that died have left. */
  void sweep(Instant now) throws IOException {
    Instant latest = now.minus(LEFTOVER_AGE);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (isOlder(file, latest)) {
          disk.unlink(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static boolean isOlder(Path file, Instant latest) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(latest);
    } catch (NoSuchFileException gone) {
      return false; // its process has finished, or another sweeps as well
    }
  }
}
