package dev.mneme.git.storage;

import org.jspecify.annotations.Nullable;

/**
 * What a state remembers of the checkpoint it was loaded from.
 *
 * @param seq of the checkpoint; 0 if there is none
 * @param reflog where its entries stand, or null if there is no checkpoint
 * @param reflogChecksum of these bytes
 */
record CheckpointBase(long seq, @Nullable Slice reflog, Checksum reflogChecksum) {
  static final CheckpointBase NONE = new CheckpointBase(0, null, Checksum.NONE);
}
