package dev.mneme.git.storage;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256. */
record Checksum(long a, long b, long c, long d) {
  static final int BYTES = 32;

  /** What a log's first record names as the checksum of its predecessor. */
  static final Checksum NONE = new Checksum(0, 0, 0, 0);

  /**
   * The checksum of the given parts, one after the other; their positions are left where they are.
   */
  static Checksum of(ByteBuffer... parts) {
    MessageDigest digest = sha256();
    Arrays.stream(parts).forEach(part -> digest.update(part.duplicate()));
    return read(ByteBuffer.wrap(digest.digest()));
  }

  static Checksum read(ByteBuffer from) {
    return new Checksum(from.getLong(), from.getLong(), from.getLong(), from.getLong());
  }

  byte[] toBytes() {
    return ByteBuffer.allocate(BYTES).putLong(a).putLong(b).putLong(c).putLong(d).array();
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(toBytes());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
