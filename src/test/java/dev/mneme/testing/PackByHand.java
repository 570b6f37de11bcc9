package dev.mneme.testing;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** A pack put together by hand, entry by entry, as right or as wrong as a test wants it. */
public final class PackByHand {
  private static final List<String> TYPES = List.of("", "commit", "tree", "blob", "tag");
  private static final int OFFSET_DELTA = 6;
  private static final int REF_DELTA = 7;
  private static final int HEADER = 12;
  private static final int LONGEST_COPY = 0xffffff;
  private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
  private long count;

  /** A pack of whole objects. */
  public static PackByHand of(GitObject... objects) {
    return new PackByHand().with(objects);
  }

  /** Adds whole objects. */
  public PackByHand with(GitObject... objects) {
    for (GitObject object : objects) {
      claiming(object, object.content().length);
    }
    return this;
  }

  /** Adds a whole object whose size is said to be another. */
  public PackByHand claiming(GitObject object, long size) {
    header(TYPES.indexOf(object.type()), size);
    return deflated(object.content());
  }

  /** Adds a delta whose base begins so many bytes before it. */
  public PackByHand deltaBack(long distance, byte[] delta) {
    header(OFFSET_DELTA, delta.length);
    entries.writeBytes(back(distance));
    return deflated(delta);
  }

  /** Adds a delta against an object that it names. */
  public PackByHand deltaOf(String base, byte[] delta) {
    header(REF_DELTA, delta.length);
    entries.writeBytes(HexFormat.of().parseHex(base));
    return deflated(delta);
  }

  /** Adds an entry that is not made of anything. */
  public PackByHand garbage(byte[] bytes) {
    entries.writeBytes(bytes);
    count++;
    return this;
  }

  /** Says that there are so many entries, whatever there are. */
  public PackByHand counting(long entriesSaid) {
    count = entriesSaid;
    return this;
  }

  /** Where the next entry will begin. */
  public int position() {
    return HEADER + entries.size();
  }

  private void header(int type, long size) {
    long rest = size >>> 4;
    entries.write((rest == 0 ? 0 : 0x80) | (type << 4) | (int) (size & 15));
    while (rest != 0) {
      entries.write((rest >>> 7 == 0 ? 0 : 0x80) | (int) (rest & 0x7f));
      rest >>>= 7;
    }
    count++;
  }

  private PackByHand deflated(byte[] content) {
    try (var out =
        new DeflaterOutputStream(entries, new Deflater(Deflater.BEST_COMPRESSION), 8192)) {
      out.write(content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] back(long distance) {
    byte[] buffer = new byte[10];
    int at = buffer.length - 1;
    buffer[at] = (byte) (distance & 0x7f);
    for (long rest = distance >>> 7; rest != 0; rest >>>= 7) {
      buffer[--at] = (byte) (0x80 | (--rest & 0x7f));
    }
    return Arrays.copyOfRange(buffer, at, buffer.length);
  }

  /** The whole file, with the checksum that belongs to it. */
  public byte[] bytes() {
    byte[] front =
        ByteBuffer.allocate(HEADER)
            .put("PACK".getBytes(StandardCharsets.US_ASCII))
            .putInt(2)
            .putInt((int) count)
            .array();
    var file = new ByteArrayOutputStream();
    file.writeBytes(front);
    file.writeBytes(entries.toByteArray());
    file.writeBytes(GitObject.sha1().digest(file.toByteArray()));
    return file.toByteArray();
  }

  /**
   * A delta that copies the whole base.
   *
   * @param tail what it adds, at most 127 bytes, and at least one
   */
  public static byte[] copyAnd(int baseSize, byte[] tail) {
    var delta = new ByteArrayOutputStream();
    delta.writeBytes(size(baseSize));
    delta.writeBytes(size(baseSize + tail.length));
    for (int from = 0; from < baseSize; from += LONGEST_COPY) {
      int length = Math.min(LONGEST_COPY, baseSize - from);
      delta.write(0xff); // four bytes of a place and three of a length follow
      delta.writeBytes(ByteBuffer.allocate(4).order(LITTLE_ENDIAN).putInt(from).array());
      delta.write(length);
      delta.write(length >>> 8);
      delta.write(length >>> 16);
    }
    delta.write(tail.length);
    delta.writeBytes(tail);
    return delta.toByteArray();
  }

  /** The size as deltas begin with it. */
  public static byte[] size(long size) {
    var out = new ByteArrayOutputStream();
    long rest = size;
    do {
      out.write((rest >>> 7 == 0 ? 0 : 0x80) | (int) (rest & 0x7f));
      rest >>>= 7;
    } while (rest != 0);
    return out.toByteArray();
  }
}
