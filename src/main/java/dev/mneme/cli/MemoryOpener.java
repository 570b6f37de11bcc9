package dev.mneme.cli;

import dev.mneme.config.Settings;

/** Opens memory without a server; the composition root hands it to the commands. */
@FunctionalInterface
public interface MemoryOpener {
  /**
   * Opens the memory that settings name; must be closed.
   *
   * @throws RuntimeException if it cannot, with a message for the operator; nothing is left open
   *     then
   */
  OpenedMemory open(Settings settings);
}
