package dev.mneme.memory;

import org.jspecify.annotations.Nullable;

/** What a caller expects to replace is not what is there (412). */
public final class PreconditionFailedException extends MemoryException {
  private static final long serialVersionUID = 1L;
  private final transient @Nullable BlockView block;
  private final @Nullable String blobId;

  private PreconditionFailedException(
      String message, @Nullable BlockView block, @Nullable String blobId) {
    super(message, null);
    this.block = block;
    this.blobId = blobId;
  }

  /** A block is another by now. */
  static PreconditionFailedException of(BlockView current) {
    return new PreconditionFailedException(
        "The block '%s' has changed since it was read: look at what it is now, and write again"
            .formatted(current.block().label()),
        current,
        current.blobId());
  }

  /** A file is another by now, or is there, or is not there. */
  static PreconditionFailedException ofFile(String path, @Nullable String blobId) {
    return new PreconditionFailedException(
        blobId == null
            ? "There is no file %s".formatted(path)
            : "The file %s is there as %s, which is not what was expected".formatted(path, blobId),
        null,
        blobId);
  }

  /** The block as it is now; null if it is about a file. */
  public @Nullable BlockView block() {
    return block;
  }

  /** The id of the content that is there now, in hex; null if there is none. */
  public @Nullable String blobId() {
    return blobId;
  }
}
