package dev.mneme.memory;

import java.util.UUID;

/** Where the uuids of new agents and blocks come from. */
@FunctionalInterface
public interface IdSource {
  /** A version 4 uuid in lower case that nobody has got before. */
  String uuid();

  /** Random ones. */
  static IdSource random() {
    return () -> UUID.randomUUID().toString();
  }
}
