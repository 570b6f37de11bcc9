package dev.mneme.git.storage;

import dev.mneme.objects.Content;
import dev.mneme.objects.ObjectKey;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records as bytes: magic, length of the header, header, pack, index, SHA-256 of all that. */
final class RecordCodec {
  private static final byte[] MAGIC = "MNEMEL1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int BEFORE_HEADER = MAGIC.length + 4;
  private static final int NO_PACK = 0;
  private static final int INLINE = 1;
  private static final int EXTERNAL = 2;

  private RecordCodec() {}

  /**
   * A record ready to be stored.
   *
   * @param checksum what the next record names as its predecessor
   * @param packOffset where the inline pack begins
   */
  record Encoded(LogRecord record, Content content, Checksum checksum, long packOffset) {}

  static Encoded encode(LogRecord record) {
    byte[] header = header(record);
    ByteBuffer front =
        ByteBuffer.allocate(BEFORE_HEADER + header.length)
            .put(MAGIC)
            .putInt(header.length)
            .put(header)
            .flip();
    PackBytes inline = record.inline();
    ByteBuffer pack = ByteBuffer.wrap(inline == null ? new byte[0] : inline.pack());
    ByteBuffer index = ByteBuffer.wrap(inline == null ? new byte[0] : inline.index().bytes());
    Checksum checksum = Checksum.of(front, pack, index);
    ByteBuffer end = ByteBuffer.wrap(checksum.toBytes());
    return new Encoded(
        record, new Content(List.of(front, pack, index, end)), checksum, front.remaining());
  }

  /**
   * Reads a record back.
   *
   * @throws CorruptLogException if a single bit is not as it was written
   */
  static Encoded decode(ObjectKey key, byte[] bytes) {
    try {
      return decode(bytes);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw damaged(key, e);
    } catch (CorruptLogException e) {
      throw damaged(key, e);
    }
  }

  private static CorruptLogException damaged(ObjectKey key, Exception e) {
    return new CorruptLogException("record %s is damaged: %s".formatted(key, e.getMessage()), e);
  }

  private static Encoded decode(byte[] bytes) {
    if (bytes.length < BEFORE_HEADER + Checksum.BYTES) {
      throw new CorruptLogException("it has only %d bytes".formatted(bytes.length));
    }
    int end = bytes.length - Checksum.BYTES;
    Checksum found = Checksum.of(ByteBuffer.wrap(bytes, 0, end));
    if (!found.equals(Checksum.read(ByteBuffer.wrap(bytes, end, Checksum.BYTES)))) {
      throw new CorruptLogException("its checksum is wrong");
    }
    if (!Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
      throw new CorruptLogException("it is no record of a version that this program knows");
    }
    return new Encoded(readHeader(bytes, end), Content.of(bytes), found, packOffset(bytes));
  }

  private static int packOffset(byte[] bytes) {
    return BEFORE_HEADER + ByteBuffer.wrap(bytes).getInt(MAGIC.length);
  }

  private static byte[] header(LogRecord record) {
    Bytes.Writer out = new Bytes.Writer();
    out.int64(record.seq()).id(record.incarnation()).id(record.transaction());
    out.checksum(record.previous()).text(record.node()).int64(record.time().toEpochMilli());
    out.byte8(record.kind().code()).int64(record.packFloor());
    RefMoves.write(record.moves(), out);
    FileVersions.write(record.versions(), out);
    writePack(record, out);
    return out.toByteArray();
  }

  private static void writePack(LogRecord record, Bytes.Writer out) {
    PackBytes inline = record.inline();
    ExternalPack external = record.external();
    if (inline != null) {
      out.byte8(INLINE).int32(inline.pack().length).int32(inline.index().count());
    } else if (external != null) {
      external.writeTo(out.byte8(EXTERNAL));
    } else {
      out.byte8(NO_PACK);
    }
  }

  private static LogRecord readHeader(byte[] bytes, int end) {
    int packOffset = packOffset(bytes);
    ByteBuffer header = ByteBuffer.wrap(bytes, BEFORE_HEADER, packOffset - BEFORE_HEADER).slice();
    Bytes.Reader in = new Bytes.Reader(header);
    long seq = in.int64();
    Id128 incarnation = in.id();
    Id128 transaction = in.id();
    Checksum previous = in.checksum();
    String node = in.text();
    Instant time = Instant.ofEpochMilli(in.int64());
    LogRecord.Kind kind = LogRecord.Kind.of(in.byte8());
    long packFloor = in.int64();
    List<RefMove> moves = RefMoves.read(in);
    Map<String, FileVersion> versions = FileVersions.read(in);
    int where = in.byte8();
    @Nullable PackBytes inline = where == INLINE ? inline(bytes, packOffset, end, in) : null;
    @Nullable ExternalPack external = where == EXTERNAL ? ExternalPack.readFrom(in) : null;
    return new LogRecord(
        seq,
        incarnation,
        transaction,
        previous,
        node,
        time,
        kind,
        moves,
        versions,
        inline,
        external,
        packFloor);
  }

  private static PackBytes inline(byte[] bytes, int packOffset, int end, Bytes.Reader in) {
    int packBytes = in.int32();
    int indexAt = packOffset + packBytes;
    int objects = in.int32();
    if (packBytes < 0 || indexAt + (long) objects * CompactIndex.BYTES_PER_OBJECT != end) {
      throw new CorruptLogException("its pack does not fit");
    }
    return new PackBytes(
        Arrays.copyOfRange(bytes, packOffset, indexAt),
        CompactIndex.of(Arrays.copyOfRange(bytes, indexAt, end)));
  }
}
