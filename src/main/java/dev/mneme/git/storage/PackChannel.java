package dev.mneme.git.storage;

import java.nio.ByteBuffer;
import org.eclipse.jgit.internal.storage.dfs.ReadableChannel;

/** A pack as JGit reads it; fetches ahead when JGit says that it goes on to the end. */
final class PackChannel implements ReadableChannel {
  private final long length;
  private final Source source;
  private byte[] buffer = new byte[0];
  private long bufferStart;
  private long position;
  private int ahead;
  private boolean open = true;

  PackChannel(long length, Source source) {
    this.length = length;
    this.source = source;
  }

  /** Where the bytes are. */
  @FunctionalInterface
  interface Source {
    /** At least one byte from a position on, and {@code wanted} at most; more only by chance. */
    byte[] read(long from, int wanted);
  }

  @Override
  public int read(ByteBuffer to) {
    if (position >= length) {
      return -1;
    }
    if (position < bufferStart || position >= bufferStart + buffer.length) {
      buffer = source.read(position, Math.max(ahead, to.remaining()));
      bufferStart = position;
    }
    int from = (int) (position - bufferStart);
    int count = Math.min(to.remaining(), buffer.length - from);
    to.put(buffer, from, count);
    position += count;
    return count;
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
    return length;
  }

  @Override
  public int blockSize() {
    return 0;
  }

  @Override
  public void setReadAheadBytes(int bytes) {
    ahead = bytes;
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
