package dev.mneme.memory;

import java.util.Optional;

/** What is to be done to one file. */
public sealed interface FileAction {
  /** Where the file is, or is to be. */
  String path();

  /** It is to hold this. */
  @SuppressWarnings("ArrayRecordComponent")
  record Put(String path, byte[] bytes) implements FileAction {}

  /** It is to go. */
  record Delete(String path) implements FileAction {}

  /**
   * It is to be somewhere else.
   *
   * @param bytes what it is to hold there; empty if that stays as it is
   */
  record Rename(String path, String to, Optional<byte[]> bytes) implements FileAction {
    /** Refuses to rename a file to what it is called with {@link InvalidException}. */
    public Rename {
      if (path.equals(to)) {
        throw new InvalidException("%s is called that already".formatted(path));
      }
    }
  }
}
