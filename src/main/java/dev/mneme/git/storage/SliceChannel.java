package dev.mneme.git.storage;

import java.nio.ByteBuffer;
import org.eclipse.jgit.internal.storage.dfs.ReadableChannel;

/** A pack as JGit reads it; fetches ahead when it is read in order. */
final class SliceChannel implements ReadableChannel {
  private static final int DEFAULT_AHEAD = 128 * 1024;
  private final Slice slice;
  private final PackReader reader;
  private byte[] buffer = new byte[0];
  private long bufferStart;
  private long position;
  private int ahead = DEFAULT_AHEAD;
  private boolean open = true;

  SliceChannel(Slice slice, PackReader reader) {
    this.slice = slice;
    this.reader = reader;
  }

  @Override
  public int read(ByteBuffer to) {
    if (position >= slice.length()) {
      return -1;
    }
    if (position < bufferStart || position >= bufferStart + buffer.length) {
      buffer = reader.readAt(slice, position, Math.max(ahead, to.remaining()));
      bufferStart = position;
    }
    int from = (int) (position - bufferStart);
    int length = Math.min(to.remaining(), buffer.length - from);
    to.put(buffer, from, length);
    position += length;
    return length;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void position(long newPosition) {
    position = newPosition;
  }

  @Override
  public long size() {
    return slice.length();
  }

  @Override
  public int blockSize() {
    return 0;
  }

  @Override
  public void setReadAheadBytes(int bytes) {
    ahead = Math.max(DEFAULT_AHEAD, bytes);
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
