package dev.mneme.git.storage;

import dev.mneme.objects.Content;
import dev.mneme.objects.CreateResult;
import dev.mneme.objects.ObjectKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes checkpoints. Any node may, at any time: a checkpoint keeps everything, so that it does not
 * matter who makes it or what is committed meanwhile, and a second one for the same seq is refused
 * by the store.
 */
final class Checkpointing {
  private final LogEnvironment environment;

  Checkpointing(LogEnvironment environment) {
    this.environment = environment;
  }

  /**
   * Makes a checkpoint of a state and lets the log read from it.
   *
   * @return whether this call made it
   */
  boolean checkpoint(RepositoryLog log, RepositoryState state) {
    Id128 id = Id128.random(environment.random());
    ObjectKey key = log.keys().checkpoint(state.seq());
    Content content = CheckpointCodec.encode(id, state, memory(state), pack(state));
    if (!(environment.store().createIfAbsent(key, content) instanceof CreateResult.Created)) {
      return false;
    }
    byte[] head = new byte[content.parts().getFirst().remaining()];
    content.parts().getFirst().duplicate().get(head);
    log.rebase(CheckpointCodec.decode(key, head));
    return true;
  }

  /** Of a log that is given up nothing is remembered but its end. */
  private byte[] memory(RepositoryState state) {
    Bytes.Writer out = new Bytes.Writer();
    if (state.life() == LogLife.SWEPT) {
      new LogMemory(environment.packs())
          .entries(state).stream()
              .filter(entry -> entry.seq() >= state.seq() - 1)
              .forEach(entry -> entry.writeTo(out));
      return out.toByteArray();
    }
    out.raw(new LogMemory(environment.packs()).bytesOfBase(state));
    state.tail().forEach(entry -> entry.writeTo(out));
    return out.toByteArray();
  }

  private PackBytes pack(RepositoryState state) {
    List<PackBytes> packs = new ArrayList<>();
    for (StoredPack pack : state.packs()) {
      if (pack.external() == null) {
        packs.add(new PackBytes(environment.packs().read(pack.pack()), pack.index()));
      }
    }
    return PackConcatenation.of(packs);
  }
}
