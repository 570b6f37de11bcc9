package dev.mneme.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What the caller sends; its failures are told from those of our own storage. */
final class RequestBody extends FilterInputStream {
  RequestBody(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    try {
      return in.read();
    } catch (IOException e) {
      throw new CallerGoneException(e);
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return in.read(bytes, offset, length);
    } catch (IOException e) {
      throw new CallerGoneException(e);
    }
  }
}
