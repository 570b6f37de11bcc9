package dev.mneme.http.git;

/**
 * How much of a push is accepted, and of how many at once.
 *
 * @param maxPackBytes largest pack, as it is sent
 * @param maxObjects most objects in a pack
 * @param maxUnpackedBytes most bytes that come out of a pack, and most bytes of all files together
 *     that a push changes
 * @param maxFileBytes largest file: larger ones are not looked into
 * @param maxFiles most files of a tree
 * @param maxNegotiationBytes largest request of a fetch, inflated
 * @param pushesAtOnce how many pushes are received at the same time
 * @param largePushesAtOnce how many of them may be large
 */
public record ReceiveSettings(
    long maxPackBytes,
    int maxObjects,
    long maxUnpackedBytes,
    long maxFileBytes,
    int maxFiles,
    long maxNegotiationBytes,
    int pushesAtOnce,
    int largePushesAtOnce) {
  /** Folders and commits may be larger than a server of very small files would think. */
  private static final long LEAST_OBJECT_BYTES = 4L << 20;

  /**
   * The largest object that is unpacked: twice the largest file, because of a file that is a little
   * too large the rules can still say which it is.
   */
  long maxObjectBytes() {
    return Math.max(LEAST_OBJECT_BYTES, 2 * maxFileBytes);
  }

  /** The most bytes that a chain of deltas may make, all of which may be in memory at once. */
  long maxChainBytes() {
    return 2 * maxObjectBytes();
  }
}
