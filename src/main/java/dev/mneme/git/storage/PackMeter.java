package dev.mneme.git.storage;

import java.io.IOException;

/**
 * Is told what a received pack costs while it is unpacked, and stops it by throwing: a few bytes
 * can stand for gigabytes, so the size of the pack alone bounds nothing.
 */
public interface PackMeter {
  /** Lets everything through: for packs that this program makes. */
  PackMeter NONE =
      new PackMeter() {
        @Override
        public void announced(long objects) {}

        @Override
        public void received(int bytes) {}

        @Override
        public void unpacking(long bytes) {}

        @Override
        public void chained(int deltas, long bytes) {}
      };

  /**
   * The pack says how many objects it has; nothing has been set aside for them yet.
   *
   * @param objects from 0 to 2^32 - 1
   */
  void announced(long objects) throws IOException;

  /** Some more bytes of the pack have come. */
  void received(int bytes) throws IOException;

  /**
   * Some more bytes come out of the pack: an object or a delta as long as it says it is, before it
   * is inflated, the result of a delta, or a base that is taken from the repository.
   *
   * @param bytes as a sender may say, so perhaps negative
   */
  void unpacking(long bytes) throws IOException;

  /**
   * A delta has been applied to the result of others.
   *
   * @param deltas how many were applied one after the other, this one included
   * @param bytes the sum of their results, all of which may be in memory
   */
  void chained(int deltas, long bytes) throws IOException;
}
