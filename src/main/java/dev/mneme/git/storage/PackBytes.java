package dev.mneme.git.storage;

import java.security.MessageDigest;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.util.NB;

/**
 * A pack in memory, with its index.
 *
 * @param pack a canonical pack file: header with the true count, objects, trailer
 * @param index of every physical object in it
 * @param bitmaps which objects its commits lead to, as git writes it beside a pack; empty if
 *     nothing is known of that
 */
record PackBytes(byte[] pack, CompactIndex index, byte[] bitmaps) {
  static final int HEADER = 12;
  static final int TRAILER = Constants.OBJECT_ID_LENGTH;

  PackBytes(byte[] pack, CompactIndex index) {
    this(pack, index, new byte[0]);
  }

  /**
   * Makes a canonical pack of what JGit's DFS layer wrote: that has a count of one, or the sender's
   * count though the bases of a thin pack were appended. The array is changed in place.
   */
  static PackBytes canonical(byte[] pack, CompactIndex index) {
    NB.encodeInt32(pack, 8, index.count());
    seal(pack);
    return new PackBytes(pack, index);
  }

  /** Writes the trailer, the SHA-1 of all before it. */
  static void seal(byte[] pack) {
    MessageDigest sha1 = Constants.newMessageDigest();
    sha1.update(pack, 0, pack.length - TRAILER);
    System.arraycopy(sha1.digest(), 0, pack, pack.length - TRAILER, TRAILER);
  }
}
