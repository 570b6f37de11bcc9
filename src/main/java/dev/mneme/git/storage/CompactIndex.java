package dev.mneme.git.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.util.NB;

/**
 * The index of a pack without the fan-out of git's version 2: ids in order, then checksums, then
 * offsets, 28 bytes an object. The fan-out is 1 KB, more than a usual transaction; a binary search
 * does without.
 *
 * <p>Holds every physical object of the pack, duplicates included: JGit takes the length of a
 * stored object from the offset of the next one.
 */
final class CompactIndex implements PackIndex {
  static final int BYTES_PER_OBJECT = Constants.OBJECT_ID_LENGTH + 4 + 4;
  private static final int V2_HEADER_AND_FAN_OUT = 8 + 1024;
  private static final long NOT_FOUND = -1;

  /** How far a guess is usually off in an index of a thousand objects. */
  private static final int FIRST_STEP = 16;

  private final byte[] bytes;
  private final int count;

  private CompactIndex(byte[] bytes) {
    this.bytes = bytes;
    this.count = bytes.length / BYTES_PER_OBJECT;
  }

  /** Takes over the bytes of an index as they stand in the store. */
  static CompactIndex of(byte[] bytes) {
    if (bytes.length % BYTES_PER_OBJECT != 0) {
      throw new CorruptLogException(
          "an index of %d bytes has no whole entries".formatted(bytes.length));
    }
    return new CompactIndex(bytes);
  }

  /** Takes the entries out of an index of git's version 2. */
  static CompactIndex ofVersion2(byte[] index) {
    int objects = NB.decodeInt32(index, V2_HEADER_AND_FAN_OUT - 4);
    int end = V2_HEADER_AND_FAN_OUT + objects * BYTES_PER_OBJECT;
    return new CompactIndex(Arrays.copyOfRange(index, V2_HEADER_AND_FAN_OUT, end));
  }

  /** The index of the given objects, which must be in order of their ids. */
  static CompactIndex ofEntries(Iterable<Entry> sorted, int count) {
    ByteBuffer ids = ByteBuffer.allocate(count * BYTES_PER_OBJECT);
    ByteBuffer crcs = ids.duplicate().position(count * Constants.OBJECT_ID_LENGTH);
    ByteBuffer offsets = ids.duplicate().position(count * (Constants.OBJECT_ID_LENGTH + 4));
    byte[] raw = new byte[Constants.OBJECT_ID_LENGTH];
    for (Entry entry : sorted) {
      entry.id().copyRawTo(raw, 0);
      ids.put(raw);
      crcs.putInt(entry.crc());
      offsets.putInt((int) entry.offset());
    }
    return new CompactIndex(ids.array());
  }

  /** One physical object of a pack. */
  record Entry(ObjectId id, int crc, long offset) {}

  /** The bytes as they stand in the store; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** Number of physical objects. */
  int count() {
    return count;
  }

  Entry entry(int nth) {
    return new Entry(getObjectId(nth), crc(nth), getOffset(nth));
  }

  @Override
  public long getObjectCount() {
    return count;
  }

  @Override
  public long getOffset64Count() {
    return 0;
  }

  @Override
  public ObjectId getObjectId(long nth) {
    return ObjectId.fromRaw(bytes, (int) nth * Constants.OBJECT_ID_LENGTH);
  }

  @Override
  public long getOffset(long nth) {
    int at = count * (Constants.OBJECT_ID_LENGTH + 4) + (int) nth * 4;
    return Integer.toUnsignedLong(NB.decodeInt32(bytes, at));
  }

  @Override
  public long findOffset(AnyObjectId id) {
    int nth = findPosition(id);
    return nth < 0 ? NOT_FOUND : getOffset(nth);
  }

  @Override
  public int findPosition(AnyObjectId id) {
    int low = 0;
    int high = count - 1;
    int next = guess(id);
    for (int step = FIRST_STEP; low <= high; step *= 2) {
      int order = id.compareTo(bytes, next * Constants.OBJECT_ID_LENGTH);
      if (order == 0) {
        return next;
      } else if (order < 0) {
        high = next - 1;
      } else {
        low = next + 1;
      }
      int middle = (low + high) >>> 1;
      next = order < 0 ? Math.max(middle, next - step) : Math.min(middle, next + step);
    }
    return (int) NOT_FOUND;
  }

  /** Ids are evenly spread, so that the first bytes of one say where it stands. */
  private int guess(AnyObjectId id) {
    long first = ((long) id.getByte(0) << 16) | (id.getByte(1) << 8) | id.getByte(2);
    return (int) ((first * count) >>> 24);
  }

  @Override
  public long findCRC32(AnyObjectId id) throws MissingObjectException {
    int nth = findPosition(id);
    if (nth < 0) {
      throw new MissingObjectException(id.copy(), "unknown");
    }
    return Integer.toUnsignedLong(crc(nth));
  }

  @Override
  public boolean hasCRC32Support() {
    return true;
  }

  @Override
  public void resolve(Set<ObjectId> matches, AbbreviatedObjectId id, int matchLimit)
      throws IOException {
    for (int nth = firstNotBefore(id); nth < count && matches.size() < matchLimit; nth++) {
      ObjectId candidate = getObjectId(nth);
      if (id.prefixCompare(candidate) != 0) {
        return;
      }
      matches.add(candidate);
    }
  }

  @Override
  public byte[] getChecksum() {
    return new byte[Constants.OBJECT_ID_LENGTH];
  }

  @Override
  public Iterator<MutableEntry> iterator() {
    return new Entries();
  }

  private int crc(int nth) {
    return NB.decodeInt32(bytes, count * Constants.OBJECT_ID_LENGTH + nth * 4);
  }

  private int firstNotBefore(AbbreviatedObjectId id) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (id.prefixCompare(bytes, middle * Constants.OBJECT_ID_LENGTH) > 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private final class Entries extends EntriesIterator {
    private int next;

    Entries() {
      super(count);
    }

    @Override
    protected void readNext() {
      if (next >= count) {
        throw new NoSuchElementException();
      }
      setIdBuffer(bytes, next * Constants.OBJECT_ID_LENGTH);
      setOffset(getOffset(next));
      next++;
    }
  }
}
