package dev.mneme.objects;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes of an object that is about to be created, in parts, so that a header and a pack need
 * not be copied into one array first.
 *
 * <p>Reading a part must not move its position: the same content may be sent again by a retry, so
 * whoever reads takes a {@link ByteBuffer#duplicate()}.
 *
 * @param parts read-only views, in order
 */
public record Content(List<ByteBuffer> parts) {
  public Content {
    parts = parts.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
  }

  /** Content of the given arrays, one after the other; they are not copied. */
  public static Content of(byte[]... parts) {
    return new Content(Arrays.stream(parts).map(ByteBuffer::wrap).toList());
  }

  /** Number of bytes in all parts. */
  public long sizeBytes() {
    return parts.stream().mapToLong(ByteBuffer::remaining).sum();
  }

  /** A copy of all parts in one array. */
  public byte[] toByteArray() {
    ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(sizeBytes()));
    parts.forEach(part -> all.put(part.duplicate()));
    return all.array();
  }
}
