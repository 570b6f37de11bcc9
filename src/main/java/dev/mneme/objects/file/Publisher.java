package dev.mneme.objects.file;

import dev.mneme.objects.Content;
import dev.mneme.objects.ObjectKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Brings an object into being: bytes on the disk first, then its name, then the name on the disk.
 */
final class Publisher {
  private final Path root;
  private final Disk disk;
  private final Folders folders;
  private final TemporaryFiles temporaryFiles;

  Publisher(Path root, Disk disk, Folders folders, TemporaryFiles temporaryFiles) {
    this.root = root;
    this.disk = disk;
    this.folders = folders;
    this.temporaryFiles = temporaryFiles;
  }

  /**
   * Creates the object, durably.
   *
   * @return false if its name was taken, and nothing was changed
   */
  boolean publish(ObjectKey key, Content content) throws IOException {
    try {
      return publishInFolder(key, content);
    } catch (NoSuchFileException folderGone) {
      temporaryFiles.requireFolder();
      folders.forgetAll();
      return publishInFolder(key, content);
    }
  }

  private boolean publishInFolder(ObjectKey key, Content content) throws IOException {
    String name = Folders.folderOf(key.value());
    folders.ensure(name);
    Path folder = root.resolve(name);
    try (Disk.OpenFolder open = disk.open(folder)) {
      boolean linked = link(content, root.resolve(key.value()));
      if (linked) {
        folders.sync(open, folder);
      } else {
        requireNoFolder(key);
      }
      return linked;
    }
  }

  private boolean link(Content content, Path path) throws IOException {
    Path temporary = temporaryFiles.next();
    try {
      disk.writeNew(temporary, content);
      return disk.link(temporary, path);
    } finally {
      unlinkQuietly(temporary);
    }
  }

  /** A temporary file that stays is swept one day, and must not hide how the create has ended. */
  private void unlinkQuietly(Path temporary) {
    try {
      disk.unlink(temporary);
    } catch (IOException swept) {
      // see TemporaryFiles.sweep
    }
  }

  private void requireNoFolder(ObjectKey key) {
    if (Files.isDirectory(root.resolve(key.value()))) {
      throw new IllegalArgumentException(
          "'%s' cannot be created: it is the folder of other objects".formatted(key));
    }
  }
}
