package dev.mneme.git.storage;

import dev.mneme.objects.Content;
import dev.mneme.objects.ObjectKey;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints as bytes: magic, length of the header, header, SHA-256 of all that; then the log's
 * memory, the pack's index and the pack. The header says how long they are and what their checksums
 * are, so that each can be read by itself.
 */
final class CheckpointCodec {
  private static final byte[] MAGIC = "MNEMEC1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int BEFORE_HEADER = MAGIC.length + 4;
  private static final int REF_MIN_BYTES = 2 + Bytes.OBJECT_ID;

  private CheckpointCodec() {}

  /**
   * Writes a checkpoint.
   *
   * @param reflog entries of all transactions up to the state's, as they stand in the store
   */
  static Content encode(Id128 id, RepositoryState state, byte[] reflog, PackBytes pack) {
    Bytes.Writer out = new Bytes.Writer();
    out.id(id).int64(state.seq()).id(state.incarnation()).id(state.transaction());
    out.checksum(state.tip()).byte8(state.life().code()).int64(state.packFloor());
    out.int32(state.refs().size());
    state.refs().forEach((name, target) -> out.text(name).objectId(target));
    FileVersions.write(state.versions(), out);
    List<ExternalPack> external = external(state);
    out.int32(external.size());
    external.forEach(each -> each.writeTo(out));
    byte[] index = pack.index().bytes();
    out.int32(reflog.length).checksum(Checksum.of(ByteBuffer.wrap(reflog)));
    out.int32(index.length).checksum(Checksum.of(ByteBuffer.wrap(index)));
    out.int64(pack.pack().length);
    return Content.of(sealed(out.toByteArray()), reflog, index, pack.pack());
  }

  /** The objects that packs of a state stand in, each once. */
  static List<ExternalPack> external(RepositoryState state) {
    Set<ExternalPack> external = new LinkedHashSet<>();
    for (StoredPack each : state.packs()) {
      ExternalPack own = each.external();
      if (own != null) {
        external.add(own);
      }
    }
    return List.copyOf(external);
  }

  private static byte[] sealed(byte[] header) {
    ByteBuffer front = ByteBuffer.allocate(BEFORE_HEADER + header.length + Checksum.BYTES);
    front.put(MAGIC).putInt(header.length).put(header);
    return front.put(Checksum.of(front.duplicate().flip()).toBytes()).array();
  }

  /**
   * How many bytes from the beginning {@link #decode} needs.
   *
   * @param head at least the first twelve bytes, else the object is damaged
   */
  static int headBytes(ObjectKey key, byte[] head) {
    if (head.length < BEFORE_HEADER || !Arrays.equals(MAGIC, Arrays.copyOf(head, MAGIC.length))) {
      throw new CorruptLogException(
          "%s is no checkpoint of a version that this program knows".formatted(key));
    }
    int length = ByteBuffer.wrap(head).getInt(MAGIC.length);
    if (length < 0 || length > Integer.MAX_VALUE - BEFORE_HEADER - Checksum.BYTES) {
      throw new CorruptLogException(
          "checkpoint %s is damaged: its header has no length".formatted(key));
    }
    return BEFORE_HEADER + length + Checksum.BYTES;
  }

  /**
   * Reads the header of a checkpoint.
   *
   * @param head the first {@link #headBytes} bytes, or more
   * @throws CorruptLogException if one of these bits is not as it was written
   */
  static Checkpoint decode(ObjectKey key, byte[] head) {
    int length = headBytes(key, head);
    int end = length - Checksum.BYTES;
    if (head.length < length
        || !Checksum.of(ByteBuffer.wrap(head, 0, end))
            .equals(Checksum.read(ByteBuffer.wrap(head, end, Checksum.BYTES)))) {
      throw new CorruptLogException(
          "checkpoint %s is damaged: its checksum is wrong".formatted(key));
    }
    try {
      return read(
          key,
          new Bytes.Reader(ByteBuffer.wrap(head, BEFORE_HEADER, end - BEFORE_HEADER).slice()),
          length);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new CorruptLogException(
          "checkpoint %s is damaged: it ends too early".formatted(key), e);
    }
  }

  private static Checkpoint read(ObjectKey key, Bytes.Reader in, int headLength) {
    Id128 id = in.id();
    long seq = in.int64();
    Id128 incarnation = in.id();
    Id128 transaction = in.id();
    Checksum tip = in.checksum();
    LogLife life = LogLife.of(in.byte8());
    long packFloor = in.int64();
    NavigableMap<String, ObjectId> refs = refs(in);
    Map<String, FileVersion> versions = FileVersions.read(in);
    List<ExternalPack> external = external(in);
    Slice reflog = new Slice(key, headLength, in.int32());
    Checksum reflogChecksum = in.checksum();
    Slice index = new Slice(key, headLength + reflog.length(), in.int32());
    Checksum indexChecksum = in.checksum();
    Slice pack = new Slice(key, index.offset() + index.length(), in.int64());
    return new Checkpoint(
        id,
        seq,
        incarnation,
        transaction,
        tip,
        life,
        packFloor,
        refs,
        versions,
        external,
        pack,
        index,
        indexChecksum,
        (int) (index.length() / CompactIndex.BYTES_PER_OBJECT),
        new CheckpointBase(seq, reflog, reflogChecksum));
  }

  private static NavigableMap<String, ObjectId> refs(Bytes.Reader in) {
    NavigableMap<String, ObjectId> refs = new TreeMap<>();
    int count = in.count(REF_MIN_BYTES);
    for (int i = 0; i < count; i++) {
      refs.put(in.text(), in.objectId());
    }
    return refs;
  }

  private static List<ExternalPack> external(Bytes.Reader in) {
    int count = in.count(ExternalPack.MIN_BYTES);
    List<ExternalPack> external = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      external.add(ExternalPack.readFrom(in));
    }
    return external;
  }

  /** The entries in the bytes of a checkpoint's memory, oldest first. */
  static List<LogEntry> entries(byte[] reflog) {
    Bytes.Reader in = new Bytes.Reader(ByteBuffer.wrap(reflog));
    List<LogEntry> entries = new ArrayList<>();
    while (in.remaining() > 0) {
      entries.add(LogEntry.readFrom(in));
    }
    return entries;
  }

  /** The entry of one transaction, or null if the bytes hold none at that seq. */
  static @Nullable LogEntry entry(byte[] reflog, long seq) {
    return entries(reflog).stream().filter(entry -> entry.seq() == seq).findFirst().orElse(null);
  }
}
