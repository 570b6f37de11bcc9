package dev.mneme.git.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Packs in an object of their own, uploaded before the record that names it: too large to be read
 * with every cold open.
 *
 * @param tipSeq the seq of the uploader's state; part of the name
 * @param uploader the transaction that it was made for; part of the name
 * @param parts in the order in which they stand in the object: each pack, then its index, then its
 *     bitmaps
 */
record ExternalPack(long tipSeq, Id128 uploader, List<Part> parts) {
  /** Bytes of a description without parts. */
  static final int MIN_BYTES = 8 + 16 + 4;

  ExternalPack {
    parts = List.copyOf(parts);
  }

  /**
   * One pack in the object.
   *
   * @param packBytes length of the pack, which the index follows
   * @param objects how many physical objects the pack has
   * @param index checksum of the index
   * @param bitmapBytes length of the bitmaps, 0 if there are none
   * @param bitmaps their checksum
   */
  record Part(long packBytes, int objects, Checksum index, int bitmapBytes, Checksum bitmaps) {
    private static final int BYTES = 8 + 4 + Checksum.BYTES + 4 + Checksum.BYTES;

    static Part of(PackBytes pack) {
      return new Part(
          pack.pack().length,
          pack.index().count(),
          Checksum.of(ByteBuffer.wrap(pack.index().bytes())),
          pack.bitmaps().length,
          Checksum.of(ByteBuffer.wrap(pack.bitmaps())));
    }

    long indexBytes() {
      return (long) objects * CompactIndex.BYTES_PER_OBJECT;
    }

    /** What it takes up in the object. */
    long bytes() {
      return packBytes + indexBytes() + bitmapBytes;
    }
  }

  void writeTo(Bytes.Writer out) {
    out.int64(tipSeq).id(uploader).int32(parts.size());
    for (Part part : parts) {
      out.int64(part.packBytes).int32(part.objects).checksum(part.index);
      out.int32(part.bitmapBytes).checksum(part.bitmaps);
    }
  }

  static ExternalPack readFrom(Bytes.Reader in) {
    long tipSeq = in.int64();
    Id128 uploader = in.id();
    int count = in.count(Part.BYTES);
    List<Part> parts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      parts.add(new Part(in.int64(), in.int32(), in.checksum(), in.int32(), in.checksum()));
    }
    return new ExternalPack(tipSeq, uploader, parts);
  }
}
