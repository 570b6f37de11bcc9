package dev.mneme.http.git;

import dev.mneme.block.Shown;
import dev.mneme.git.storage.PackMeter;
import java.util.function.BooleanSupplier;

/** Stops the unpacking of a push that would cost more than one may. */
final class PushMeter implements PackMeter {
  /** Up to here a push is small: as nearly all are that agents make. */
  private static final long SMALL_PACK_BYTES = 1L << 20;

  private static final long SMALL_UNPACKED_BYTES = 8L << 20;

  private static final String FEWER_COMMITS = "Push fewer commits at a time";
  private static final String FEWER_OR_SMALLER = FEWER_COMMITS + ", or smaller files";

  /** What git itself allows at most. */
  private static final int LONGEST_CHAIN = 4095;

  private final ReceiveSettings settings;
  private final BooleanSupplier enlarge;
  private long packBytes;
  private long unpackedBytes;

  /**
   * @param enlarge asked when the push turns out to be a large one; whether it may go on
   */
  PushMeter(ReceiveSettings settings, BooleanSupplier enlarge) {
    this.settings = settings;
    this.enlarge = enlarge;
  }

  /** How large the pack is, as far as it has come. */
  long packBytes() {
    return packBytes;
  }

  @Override
  public void announced(long objects) throws PushRefusedException {
    if (objects > settings.maxObjects()) {
      throw new PushRefusedException(
          "the pack has %s objects; a push may send %s (MNEME_MAX_PUSH_OBJECTS). %s"
              .formatted(count(objects), count(settings.maxObjects()), FEWER_COMMITS));
    }
  }

  @Override
  public void received(int bytes) throws PushRefusedException {
    packBytes += bytes;
    if (packBytes > settings.maxPackBytes()) {
      throw new PushRefusedException(
          "the pack has more than %s bytes, the most that a push may send (MNEME_MAX_PUSH_PACK). %s"
              .formatted(count(settings.maxPackBytes()), FEWER_OR_SMALLER));
    }
    admitLarge();
  }

  @Override
  public void unpacking(long bytes) throws PushRefusedException {
    if (bytes < 0) {
      throw new PushRefusedException("the pack is damaged: an object has no size. Push again");
    }
    if (bytes > settings.maxUnpackedBytes() - unpackedBytes) {
      throw tooMuch();
    }
    unpackedBytes += bytes;
    admitLarge();
  }

  private PushRefusedException tooMuch() {
    return new PushRefusedException(
        ("its objects have more than %s bytes when they are unpacked, the most that a push may have"
                + " (MNEME_MAX_PUSH_UNPACKED). %s")
            .formatted(count(settings.maxUnpackedBytes()), FEWER_OR_SMALLER));
  }

  /** All results of a chain are in memory while there are other deltas of the same bases. */
  @Override
  public void chained(int deltas, long bytes) throws PushRefusedException {
    if (deltas > LONGEST_CHAIN || bytes > settings.maxChainBytes()) {
      throw new PushRefusedException(
          ("the pack has %s deltas on top of each other, which make %s bytes; %s and %s are the"
                  + " most. Push with: git -c pack.depth=1 push")
              .formatted(
                  count(deltas),
                  count(bytes),
                  count(LONGEST_CHAIN),
                  count(settings.maxChainBytes())));
    }
  }

  private void admitLarge() throws PushRefusedException {
    boolean large = packBytes > SMALL_PACK_BYTES || unpackedBytes > SMALL_UNPACKED_BYTES;
    if (large && !enlarge.getAsBoolean()) {
      throw new PushRefusedException(
          "%s large pushes are being unpacked already (MNEME_MAX_LARGE_PUSHES). Push again in a moment"
              .formatted(count(settings.largePushesAtOnce())));
    }
  }

  private static String count(long number) {
    return Shown.count(number);
  }
}
