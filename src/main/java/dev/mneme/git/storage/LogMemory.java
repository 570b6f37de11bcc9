package dev.mneme.git.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a log remembers of all its transactions: in the checkpoint, and in the records since. */
final class LogMemory {
  private final PackReader packs;

  LogMemory(PackReader packs) {
    this.packs = packs;
  }

  /**
   * What the log remembers of the transaction at {@code seq}; empty if the state does not reach it.
   */
  Optional<LogEntry> entry(RepositoryState state, long seq) {
    if (seq > state.seq() || seq < 1) {
      return Optional.empty();
    }
    Optional<LogEntry> inTail = state.tail().stream().filter(e -> e.seq() == seq).findFirst();
    return inTail.isPresent()
        ? inTail
        : Optional.ofNullable(CheckpointCodec.entry(bytesOfBase(state), seq));
  }

  /** Everything the log remembers, oldest first. */
  List<LogEntry> entries(RepositoryState state) {
    List<LogEntry> all = new ArrayList<>(CheckpointCodec.entries(bytesOfBase(state)));
    all.addAll(state.tail());
    return all;
  }

  /** The bytes of what the base of a state remembers; empty without a checkpoint. */
  byte[] bytesOfBase(RepositoryState state) {
    Slice slice = state.base().reflog();
    if (slice == null) {
      return new byte[0];
    }
    byte[] bytes = packs.read(slice);
    if (!Checksum.of(ByteBuffer.wrap(bytes)).equals(state.base().reflogChecksum())) {
      throw new CorruptLogException("the memory in %s is damaged".formatted(slice.object()));
    }
    return bytes;
  }
}
