package dev.mneme.block;

/** What a path of a memory repository holds, as far as the rules and the blocks need to know. */
public sealed interface FileContent {
  /**
   * Text in UTF-8.
   *
   * @param file the same as the file of a block, which any text can be
   */
  record Text(BlockFile file, long sizeBytes) implements FileContent {}

  /**
   * Not text: not UTF-8, or with NUL characters, which no database keeps in a text. It stays in git
   * as it is, and a block whose file it is keeps its old value.
   *
   * @param problem which of the two, as part of a sentence
   */
  record NotText(byte[] bytes, String problem) implements FileContent {
    @Override
    public long sizeBytes() {
      return bytes.length;
    }
  }

  /** Too large to be looked into; the rules refuse it by its size. */
  record Oversized(long sizeBytes) implements FileContent {}

  /** A symbolic link. */
  record SymbolicLink() implements FileContent {
    @Override
    public long sizeBytes() {
      return 0;
    }
  }

  /** The commit of another repository. */
  record Submodule() implements FileContent {
    @Override
    public long sizeBytes() {
      return 0;
    }
  }

  /** The size of the blob in bytes. */
  long sizeBytes();

  /** The text of a regular file, or that it is none; never fails. */
  static FileContent of(byte[] bytes) {
    return Utf8.decode(bytes)
        .map(text -> ofText(text, bytes))
        .orElseGet(() -> new NotText(bytes, "it is not UTF-8"));
  }

  /** A file that we wrote ourselves. */
  static FileContent of(BlockFile file) {
    return new Text(file, Utf8.sizeBytes(file.text()));
  }

  private static FileContent ofText(String text, byte[] bytes) {
    return text.indexOf('\0') < 0
        ? new Text(BlockFile.parse(text), bytes.length)
        : new NotText(bytes, "it has NUL characters");
  }
}
