package dev.mneme.git.storage;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.lib.ObjectId;

/** The few shapes that all structures in the store are made of, all big-endian. */
final class Bytes {
  private Bytes() {}

  /** Collects the bytes of a structure. */
  static final class Writer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private final DataOutputStream out = new DataOutputStream(bytes);

    Writer int32(int value) {
      return with(() -> out.writeInt(value));
    }

    Writer int64(long value) {
      return with(() -> out.writeLong(value));
    }

    Writer byte8(int value) {
      return with(() -> out.writeByte(value));
    }

    /** The number of bytes in two bytes, then UTF-8. */
    Writer text(String value) {
      byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
      if (utf8.length > 0xFFFF) {
        throw new IllegalArgumentException(
            "a text of %d bytes does not fit".formatted(utf8.length));
      }
      return with(() -> out.writeShort(utf8.length)).raw(utf8);
    }

    Writer id(Id128 id) {
      return int64(id.high()).int64(id.low());
    }

    Writer checksum(Checksum checksum) {
      return raw(checksum.toBytes());
    }

    Writer objectId(ObjectId id) {
      byte[] raw = new byte[Bytes.OBJECT_ID];
      id.copyRawTo(raw, 0);
      return raw(raw);
    }

    Writer raw(byte[] raw) {
      return with(() -> out.write(raw));
    }

    byte[] toByteArray() {
      return bytes.toByteArray();
    }

    private Writer with(IoAction action) {
      try {
        action.run();
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException("memory does not fail", e);
      }
    }
  }

  /**
   * Takes a structure apart; what ends too early or counts wrongly is {@link
   * BufferUnderflowException}.
   */
  static final class Reader {
    private final ByteBuffer from;

    Reader(ByteBuffer from) {
      this.from = from;
    }

    int int32() {
      return from.getInt();
    }

    long int64() {
      return from.getLong();
    }

    int byte8() {
      return Byte.toUnsignedInt(from.get());
    }

    /** A number of things that follow, each of at least {@code bytesEach} bytes. */
    int count(int bytesEach) {
      int count = from.getInt();
      if (count < 0 || (long) count * bytesEach > from.remaining()) {
        throw new BufferUnderflowException();
      }
      return count;
    }

    String text() {
      byte[] utf8 = raw(Short.toUnsignedInt(from.getShort()));
      return new String(utf8, StandardCharsets.UTF_8);
    }

    Id128 id() {
      return new Id128(from.getLong(), from.getLong());
    }

    Checksum checksum() {
      return Checksum.read(from);
    }

    ObjectId objectId() {
      return ObjectId.fromRaw(raw(OBJECT_ID));
    }

    byte[] raw(int length) {
      if (length < 0 || length > from.remaining()) {
        throw new BufferUnderflowException();
      }
      byte[] raw = new byte[length];
      from.get(raw);
      return raw;
    }

    int remaining() {
      return from.remaining();
    }
  }

  /** Length of a raw object id. */
  static final int OBJECT_ID = 20;

  @FunctionalInterface
  private interface IoAction {
    void run() throws IOException;
  }
}
