package dev.mneme.git.storage;

/**
 * Which of the writes to a block that several repositories share a file holds: of two, the larger
 * is the block.
 *
 * @param number grows with every write that knew of the ones before it
 * @param repository where the write was made; decides between writes that did not know of each
 *     other
 */
public record FileVersion(long number, String repository) implements Comparable<FileVersion> {
  @Override
  public int compareTo(FileVersion other) {
    int byNumber = Long.compare(number, other.number);
    return byNumber != 0 ? byNumber : repository.compareTo(other.repository);
  }
}
