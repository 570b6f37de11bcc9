package dev.mneme.cli;

import dev.mneme.memory.Memory;

/** Memory that a command works on, beside the servers that may be running on it. */
public interface OpenedMemory extends AutoCloseable {
  /** The use cases. */
  Memory memory();

  /** Lets go of the object store and the database. */
  @Override
  void close();
}
