package dev.mneme.git.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.util.NB;

/**
 * Makes one pack of several without inflating anything: what a checkpoint does to the packs of its
 * records.
 *
 * <p>Of an object that is there more than once (the base that completed a thin pack) the first copy
 * is kept. A delta that names its base by distance is written anew with the distance to the copy
 * that was kept; the base of a kept delta always comes before it, because its first copy is no
 * later than the copy that the delta was made for.
 */
final class PackConcatenation {
  private static final int OFS_DELTA = Constants.OBJ_OFS_DELTA;
  private final Growing out = new Growing();
  private final Map<ObjectId, CompactIndex.Entry> kept = new HashMap<>();

  private PackConcatenation() {}

  /**
   * One pack with all objects of the given ones, each once.
   *
   * @param packs oldest first; each has the bases of all its deltas
   */
  static PackBytes of(List<PackBytes> packs) {
    PackConcatenation all = new PackConcatenation();
    all.out.write(header(), 0, PackBytes.HEADER);
    packs.forEach(all::append);
    return all.finish();
  }

  private static byte[] header() {
    byte[] header = Arrays.copyOf(Constants.PACK_SIGNATURE, PackBytes.HEADER);
    NB.encodeInt32(header, 4, 2);
    return header;
  }

  private void append(PackBytes source) {
    List<CompactIndex.Entry> physical = inOrderOfOffset(source.index());
    Map<Long, ObjectId> idAt = new HashMap<>();
    physical.forEach(entry -> idAt.put(entry.offset(), entry.id()));
    for (int i = 0; i < physical.size(); i++) {
      CompactIndex.Entry entry = physical.get(i);
      long end =
          i + 1 < physical.size()
              ? physical.get(i + 1).offset()
              : source.pack().length - PackBytes.TRAILER;
      requireUndamaged(source.pack(), entry, (int) end);
      if (!kept.containsKey(entry.id())) {
        copy(source.pack(), entry, (int) end, idAt);
      }
    }
  }

  private static List<CompactIndex.Entry> inOrderOfOffset(CompactIndex index) {
    List<CompactIndex.Entry> entries = new ArrayList<>(index.count());
    for (int nth = 0; nth < index.count(); nth++) {
      entries.add(index.entry(nth));
    }
    entries.sort(Comparator.comparingLong(CompactIndex.Entry::offset));
    return entries;
  }

  /** What is copied may be all that is left of the object afterwards. */
  private static void requireUndamaged(byte[] pack, CompactIndex.Entry entry, int end) {
    CRC32 crc = new CRC32();
    crc.update(pack, (int) entry.offset(), end - (int) entry.offset());
    if ((int) crc.getValue() != entry.crc()) {
      throw new CorruptLogException(
          "object %s is damaged in its pack".formatted(entry.id().name()));
    }
  }

  private void copy(byte[] pack, CompactIndex.Entry entry, int end, Map<Long, ObjectId> idAt) {
    int start = (int) entry.offset();
    long to = out.size();
    int type = (pack[start] >> 4) & 7;
    if (type == OFS_DELTA) {
      copyDelta(pack, start, end, idAt);
    } else {
      out.write(pack, start, end - start);
    }
    kept.put(entry.id(), new CompactIndex.Entry(entry.id(), out.crcSince(to), to));
  }

  private void copyDelta(byte[] pack, int start, int end, Map<Long, ObjectId> idAt) {
    int distanceAt = start + sizeHeaderLength(pack, start);
    int dataAt = distanceAt;
    long distance = pack[dataAt] & 0x7F;
    while ((pack[dataAt++] & 0x80) != 0) {
      distance = ((distance + 1) << 7) | (pack[dataAt] & 0x7F);
    }
    ObjectId baseId = idAt.get(start - distance);
    CompactIndex.Entry base = baseId == null ? null : kept.get(baseId);
    if (base == null) {
      throw new CorruptLogException("a delta at offset %d of a pack has no base".formatted(start));
    }
    long position = out.size();
    out.write(pack, start, distanceAt - start);
    byte[] encoded = encodeDistance(position - base.offset());
    out.write(encoded, 0, encoded.length);
    out.write(pack, dataAt, end - dataAt);
  }

  private static int sizeHeaderLength(byte[] pack, int start) {
    int length = 1;
    while ((pack[start + length - 1] & 0x80) != 0) {
      length++;
    }
    return length;
  }

  /**
   * The offset encoding of git's pack format: big-endian base 128, where each further byte stands
   * for one more.
   */
  private static byte[] encodeDistance(long distance) {
    byte[] buffer = new byte[10];
    int at = buffer.length - 1;
    buffer[at] = (byte) (distance & 0x7F);
    for (long rest = distance >>> 7; rest != 0; rest >>>= 7) {
      buffer[--at] = (byte) (0x80 | (--rest & 0x7F));
    }
    return Arrays.copyOfRange(buffer, at, buffer.length);
  }

  private PackBytes finish() {
    List<CompactIndex.Entry> entries = new ArrayList<>(kept.values());
    entries.sort(Comparator.comparing(CompactIndex.Entry::id));
    CompactIndex index = CompactIndex.ofEntries(entries, entries.size());
    out.write(new byte[PackBytes.TRAILER], 0, PackBytes.TRAILER);
    return PackBytes.canonical(out.toByteArray(), index);
  }

  /** A growing array whose parts can be checksummed. */
  private static final class Growing {
    private byte[] bytes = new byte[8192];
    private int size;

    long size() {
      return size;
    }

    void write(byte[] from, int start, int length) {
      if (bytes.length - size < length) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, length)));
      }
      System.arraycopy(from, start, bytes, size, length);
      size += length;
    }

    int crcSince(long start) {
      CRC32 crc = new CRC32();
      crc.update(bytes, (int) start, size - (int) start);
      return (int) crc.getValue();
    }

    byte[] toByteArray() {
      return Arrays.copyOf(bytes, size);
    }
  }
}
