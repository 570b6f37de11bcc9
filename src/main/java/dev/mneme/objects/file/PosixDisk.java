package dev.mneme.objects.file;

import dev.mneme.objects.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The file system of this machine. */
final class PosixDisk implements Disk {
  /** What goes through the JDK's buffer at once; it keeps one of the largest size per thread. */
  static final int CHUNK_BYTES = 256 * 1024;

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE = mode("rw-------");
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER = mode("rwx------");
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private static FileAttribute<Set<PosixFilePermission>> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  @Override
  public void writeNew(Path file, Content content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, NEW, OWNER_FILE)) {
      if (content.sizeBytes() <= CHUNK_BYTES) {
        write(channel, ByteBuffer.wrap(content.toByteArray()));
      } else {
        for (ByteBuffer part : content.parts()) {
          write(channel, part.duplicate());
        }
      }
      channel.force(true);
    }
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    int end = bytes.limit();
    while (bytes.position() < end) {
      bytes.limit(Math.min(end, bytes.position() + CHUNK_BYTES));
      channel.write(bytes);
    }
  }

  @Override
  public boolean link(Path file, Path name) throws IOException {
    try {
      Files.createLink(name, file);
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    }
  }

  @Override
  public void unlink(Path name) throws IOException {
    Files.deleteIfExists(name);
  }

  @Override
  public void makeFolder(Path folder) throws IOException {
    try {
      Files.createDirectory(folder, OWNER_FOLDER);
    } catch (FileAlreadyExistsException there) {
      if (!Files.isDirectory(folder)) {
        throw there;
      }
    }
  }

  @Override
  public OpenFolder open(Path folder) throws IOException {
    return new PosixFolder(folder);
  }

  private static final class PosixFolder implements OpenFolder {
    private final Path path;
    private FileChannel channel;

    PosixFolder(Path path) throws IOException {
      this.path = path;
      this.channel = FileChannel.open(path, StandardOpenOption.READ);
    }

    @Override
    public void sync() throws IOException {
      boolean interrupted = Thread.interrupted();
      try {
        while (!synced()) {
          interrupted |= Thread.interrupted();
          channel = FileChannel.open(path, StandardOpenOption.READ);
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    /** An interrupt closes the channel in the middle; whether it was synced is then unknown. */
    private boolean synced() throws IOException {
      try {
        channel.force(true);
        return true;
      } catch (ClosedByInterruptException e) {
        return false;
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
