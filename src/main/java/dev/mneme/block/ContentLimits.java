package dev.mneme.block;

/**
 * How large things may be.
 *
 * @param blockFileBytes largest file of a block
 * @param otherFileBytes largest file that is not a block's
 * @param files most files in a tree
 * @param packBytes largest pack of a push
 */
public record ContentLimits(long blockFileBytes, long otherFileBytes, int files, long packBytes) {
  private static final long MEBIBYTE = 1 << 20;

  /** 1 MiB, 32 MiB, 10,000 files, 64 MiB. */
  public static final ContentLimits DEFAULT =
      new ContentLimits(MEBIBYTE, 32 * MEBIBYTE, 10_000, 64 * MEBIBYTE);

  public ContentLimits {
    if (blockFileBytes <= 0 || otherFileBytes <= 0 || files <= 0 || packBytes <= 0) {
      throw new IllegalArgumentException("limits of content must be positive");
    }
  }

  /** How large the file at this path may be, in bytes. */
  public long fileBytes(String path) {
    return Label.isSyncable(path) ? blockFileBytes : otherFileBytes;
  }
}
