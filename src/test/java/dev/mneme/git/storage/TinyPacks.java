package dev.mneme.git.storage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.util.NB;

/**
 * Packs of one blob each. All of one size have the same number of bytes, so that one in another's
 * place is not noticed by its length.
 */
final class TinyPacks {
  private TinyPacks() {}

  /** A blob that nobody else has, and its pack. */
  record Blob(ObjectId id, PackBytes pack) {}

  /**
   * Makes a blob.
   *
   * @param number makes it unique
   * @param sizeBytes from 16 to 2047
   */
  static Blob blob(long number, int sizeBytes) {
    byte[] content = new byte[sizeBytes];
    byte[] text = "%016x".formatted(number).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, content, 0, text.length);
    ObjectId id = new ObjectInserter.Formatter().idFor(Constants.OBJ_BLOB, content);
    byte[] pack = pack(content);
    CRC32 crc = new CRC32();
    crc.update(pack, PackBytes.HEADER, pack.length - PackBytes.HEADER - PackBytes.TRAILER);
    var entry = new CompactIndex.Entry(id, (int) crc.getValue(), PackBytes.HEADER);
    return new Blob(id, PackBytes.canonical(pack, CompactIndex.ofEntries(List.of(entry), 1)));
  }

  private static byte[] pack(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] header = Arrays.copyOf(Constants.PACK_SIGNATURE, PackBytes.HEADER);
    NB.encodeInt32(header, 4, 2);
    out.writeBytes(header);
    out.write(0x80 | (Constants.OBJ_BLOB << 4) | (content.length & 0xF));
    out.write(content.length >> 4);
    out.writeBytes(stored(content));
    out.writeBytes(new byte[PackBytes.TRAILER]);
    return out.toByteArray();
  }

  private static byte[] stored(byte[] content) {
    try (Deflater deflater = new Deflater(Deflater.NO_COMPRESSION)) {
      deflater.setInput(content);
      deflater.finish();
      byte[] buffer = new byte[content.length + 64];
      return Arrays.copyOf(buffer, deflater.deflate(buffer));
    }
  }

  /**
   * The ids of all blobs in a pack, each computed from its bytes.
   *
   * @throws CorruptLogException if the bytes are not those that the index promises
   */
  static Set<ObjectId> read(byte[] pack, CompactIndex index, String where) {
    Set<ObjectId> ids = new HashSet<>();
    for (int nth = 0; nth < index.count(); nth++) {
      CompactIndex.Entry entry = index.entry(nth);
      if (!entry.id().equals(idAt(pack, (int) entry.offset()))) {
        throw new CorruptLogException(
            "%s has other bytes at %d than its index says".formatted(where, entry.offset()));
      }
      ids.add(entry.id());
    }
    return ids;
  }

  private static ObjectId idAt(byte[] pack, int offset) {
    if (offset + 2 >= pack.length) {
      return ObjectId.zeroId();
    }
    int size = (pack[offset] & 0xF) | ((pack[offset + 1] & 0x7F) << 4);
    byte[] content = new byte[size];
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(pack, offset + 2, pack.length - offset - 2);
      inflater.inflate(content);
    } catch (DataFormatException e) {
      return ObjectId.zeroId();
    }
    return new ObjectInserter.Formatter().idFor(Constants.OBJ_BLOB, content);
  }
}
