package dev.mneme.http.git;

import dev.mneme.http.RefusedException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that ends the request when it is longer than it may be, after it was decompressed. */
final class BoundedInput extends FilterInputStream {
  private final long limitBytes;
  private long count;

  BoundedInput(InputStream in, long limitBytes) {
    super(in);
    this.limitBytes = limitBytes;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    return b < 0 ? b : counted(1, b);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = super.read(bytes, offset, length);
    return n < 0 ? n : counted(n, n);
  }

  private int counted(int more, int result) {
    count += more;
    if (count > limitBytes) {
      throw RefusedException.of(
          413, "The request is larger than %,d bytes after decompression".formatted(limitBytes));
    }
    return result;
  }
}
