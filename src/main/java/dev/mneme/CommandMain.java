package dev.mneme;

import dev.mneme.cli.OpenedMemory;
import dev.mneme.config.Settings;
import dev.mneme.config.SettingsException;
import dev.mneme.git.storage.RepositoryLogs;
import dev.mneme.memory.Memory;
import dev.mneme.objects.StoreLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The object graph of a command that works on the memory itself, with or without a server. */
public final class CommandMain {
  private CommandMain() {}

  /**
   * Opens the memory that settings name.
   *
   * @throws SettingsException if there is none: a command must not make one where somebody has
   *     mistyped a folder
   */
  public static OpenedMemory open(Settings settings) {
    requireStore(settings);
    var opened = new Opened();
    try {
      var foundation = Foundation.open(settings, UnaryOperator.identity(), opened);
      RepositoryLogs logs = opened.add(foundation.openLogs(foundation.clock()));
      return new Open(foundation.memory(logs, foundation.clock()), opened);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static void requireStore(Settings settings) {
    if (StoreLocation.of(settings.store().value()) instanceof StoreLocation.Folder(Path root)
        && !Files.isDirectory(root)) {
      throw new SettingsException(
          ("There is no object store in %s. Name the data folder of the server with --data, or its"
                  + " object store with --store")
              .formatted(root));
    }
  }

  private record Open(Memory memory, Opened opened) implements OpenedMemory {
    @Override
    public void close() {
      opened.close();
    }
  }
}
