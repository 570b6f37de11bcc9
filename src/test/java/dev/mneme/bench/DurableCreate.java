package dev.mneme.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The physical limit: one file of 2 KB created so that it is there after a power loss, and nothing
 * around it.
 */
final class DurableCreate implements Race.Step {
  private final Path folder;
  private final byte[] content = new byte[2048];
  private int count;

  DurableCreate(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void run() throws IOException {
    count++;
    Path temporary = folder.resolve("tmp-" + count);
    try (FileChannel file =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(content));
      file.force(true);
    }
    Files.createLink(folder.resolve("%016x".formatted(count)), temporary);
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
    Files.delete(temporary);
  }
}
