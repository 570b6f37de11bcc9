package dev.mneme.objects.file;

import dev.mneme.objects.Arguments;
import dev.mneme.objects.Content;
import dev.mneme.objects.CreateResult;
import dev.mneme.objects.GetResult;
import dev.mneme.objects.ListPage;
import dev.mneme.objects.ObjectKey;
import dev.mneme.objects.ObjectStore;
import dev.mneme.objects.StoreUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each object as a file below a root folder, readable by the owner only.
 *
 * <p>A create writes a temporary file, syncs it, links it to its name and syncs the folder. Any
 * number of processes may use the same root; the file system decides who wins a name. A delete is
 * not synced: after a loss of power the object may be there again.
 *
 * <p>Dates are this machine's clock, objects are as old as their files. An answer during which more
 * than {@link #LONGEST_ANSWER} passed, or the clock was set back, has no date: the process may have
 * been suspended between looking at the disk and looking at the clock, and the one would say
 * nothing about the other.
 */
public final class FileObjectStore implements ObjectStore {
  /** Longest time between question and answer at which the answer still has a date. */
  static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

  private final Path root;
  private final InstantSource clock;
  private final Disk disk;
  private final Folders folders;
  private final TemporaryFiles temporaryFiles;
  private final Publisher publisher;

  /**
   * Opens the store and makes its root where it is missing; temporary files that a dead process
   * left an hour ago or earlier are removed.
   *
   * @param root may be a symbolic link to a folder
   * @param clock gives the dates of answers
   * @throws StoreUnavailableException if the root cannot be made or read
   */
  public FileObjectStore(Path root, InstantSource clock) {
    this(root, clock, new PosixDisk());
  }

  FileObjectStore(Path root, InstantSource clock, Disk disk) {
    this.root = root.toAbsolutePath();
    this.clock = clock;
    this.disk = disk;
    this.folders = new Folders(this.root, disk);
    this.temporaryFiles = new TemporaryFiles(this.root, disk, new SecureRandom().nextLong());
    this.publisher = new Publisher(this.root, disk, folders, temporaryFiles);
    openRoot();
  }

  private void openRoot() {
    try {
      folders.openRoot();
      temporaryFiles.makeFolder();
      temporaryFiles.sweep(clock.instant());
    } catch (IOException e) {
      throw Failures.unavailable("open the store", root, e);
    }
  }

  @Override
  public GetResult get(ObjectKey key) {
    return read(key, 0, Integer.MAX_VALUE);
  }

  @Override
  public GetResult getRange(ObjectKey key, long offset, int length) {
    Arguments.requireRange(offset, length);
    return read(key, offset, length);
  }

  private GetResult read(ObjectKey key, long offset, int length) {
    folders.requireSound();
    Instant asked = clock.instant();
    Path path = pathOf(key);
    try {
      return isThere(path) ? readFile(path, offset, length, asked) : absent(asked);
    } catch (NoSuchFileException deletedMeanwhile) {
      return absent(asked);
    } catch (IOException e) {
      throw Failures.unavailable("read", path, e);
    }
  }

  /**
   * Asked before opening, since a missing file is the usual answer and should cost no exception.
   */
  private boolean isThere(Path path) throws IOException {
    try {
      BasicFileAttributes attributes = KeyWalk.attributesIfThere(path);
      return attributes != null && attributes.isRegularFile();
    } catch (IOException e) {
      if (isBelowAnObject(path)) {
        return false;
      }
      throw e;
    }
  }

  private GetResult absent(Instant asked) {
    temporaryFiles.requireFolder();
    return new GetResult.Absent(dateOf(asked));
  }

  private GetResult readFile(Path path, long offset, int length, Instant asked) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = file.size();
      int wanted = Math.clamp(size - offset, 0, length);
      byte[] bytes = readBytes(file, offset, wanted);
      return new GetResult.Found(bytes, size, dateOf(asked));
    }
  }

  private static byte[] readBytes(FileChannel file, long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.position() < length) {
      bytes.limit(Math.min(length, bytes.position() + PosixDisk.CHUNK_BYTES));
      if (file.read(bytes, offset + bytes.position()) < 0) {
        throw new IOException(
            "the file ended early; objects never change, so something else did it");
      }
    }
    return bytes.array();
  }

  @Override
  public CreateResult createIfAbsent(ObjectKey key, Content content) {
    folders.requireSound();
    Instant asked = clock.instant();
    Path path = pathOf(key);
    try {
      boolean created = !isThere(path) && publisher.publish(key, content);
      return created
          ? new CreateResult.Created(dateOf(asked))
          : new CreateResult.Exists(dateOf(asked));
    } catch (IOException e) {
      requireNoObjectAbove(key, path);
      throw Failures.unavailable("create", path, e);
    }
  }

  private void requireNoObjectAbove(ObjectKey key, Path path) {
    if (isBelowAnObject(path)) {
      throw new IllegalArgumentException(
          "'%s' cannot be created: a folder of it is an object".formatted(key));
    }
  }

  private boolean isBelowAnObject(Path path) {
    Path above = path.getParent();
    while (above != null && !above.equals(root)) {
      if (Files.isRegularFile(above)) {
        return true;
      }
      above = above.getParent();
    }
    return false;
  }

  @Override
  public ListPage list(String prefix, String after, int limit) {
    Arguments.requireLimit(limit);
    folders.requireSound();
    Instant asked = clock.instant();
    try {
      KeyWalk walk = new KeyWalk(root, prefix, after, limit).run();
      temporaryFiles.requireFolder();
      return new ListPage(walk.entries(), walk.more(), dateOf(asked));
    } catch (IOException e) {
      throw Failures.unavailable("list '%s' in".formatted(prefix), root, e);
    }
  }

  @Override
  public void delete(ObjectKey key) {
    folders.requireSound();
    Path path = pathOf(key);
    try {
      if (isThere(path)) {
        disk.unlink(path);
      }
    } catch (IOException e) {
      throw Failures.unavailable("delete", path, e);
    }
  }

  @Override
  public void close() {}

  private Path pathOf(ObjectKey key) {
    return root.resolve(key.value());
  }

  private @Nullable Instant dateOf(Instant asked) {
    Instant answered = clock.instant();
    boolean placed = !answered.isBefore(asked) && !answered.isAfter(asked.plus(LONGEST_ANSWER));
    return placed ? answered : null;
  }
}
