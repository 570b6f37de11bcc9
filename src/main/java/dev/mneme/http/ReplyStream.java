package dev.mneme.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/**
 * The body of an answer on its way out: holds back up to 16 KiB, so that a small answer goes out in
 * one piece with its length, and a failure on the way can still become another answer.
 */
final class ReplyStream extends OutputStream {
  private static final int HELD_BYTES = 16 * 1024;
  private final Response response;
  private final List<String> headers = new ArrayList<>();
  private byte[] held = new byte[1024];
  private int count;

  ReplyStream(Response response) {
    this.response = response;
  }

  /** Forgets what was held back and sets another status and headers. Nothing may have left yet. */
  void begin(Reply reply) {
    count = 0;
    headers.forEach(response.getHeaders()::remove);
    response.setStatus(reply.status());
    for (Reply.Header header : reply.headers()) {
      headers.add(header.name());
      response.getHeaders().add(header.name(), HeaderText.sent(header.value()));
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (count + length > HELD_BYTES) {
      flush();
    }
    if (length > HELD_BYTES) {
      send(false, ByteBuffer.wrap(bytes, offset, length));
      return;
    }
    hold(bytes, offset, length);
  }

  private void hold(byte[] bytes, int offset, int length) {
    if (count + length > held.length) {
      held = java.util.Arrays.copyOf(held, Math.min(HELD_BYTES, 2 * (count + length)));
    }
    System.arraycopy(bytes, offset, held, count, length);
    count += length;
  }

  /** Sends what was held back, and with it the status. */
  @Override
  public void flush() throws IOException {
    ByteBuffer sent = ByteBuffer.wrap(held, 0, count);
    count = 0;
    send(false, sent);
  }

  /** Sends the rest and ends the answer. */
  @Override
  public void close() throws IOException {
    ByteBuffer sent = ByteBuffer.wrap(held, 0, count);
    count = 0;
    send(true, sent);
  }

  private void send(boolean last, ByteBuffer bytes) throws IOException {
    try {
      Content.Sink.write(response, last, bytes);
    } catch (IOException e) {
      throw new CallerGoneException(e);
    }
  }
}
