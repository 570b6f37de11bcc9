package dev.mneme.config;

/**
 * How much is accepted; what is larger is refused with a message that names the limit.
 *
 * @param request largest body of a REST request
 * @param pushPack largest pack of a push, as it is sent
 * @param blockFile largest file of a block in a push
 * @param file largest other file in a push
 * @param files most files in the tree of a commit, at least 1
 */
public record Limits(
    DataSize request, DataSize pushPack, DataSize blockFile, DataSize file, int files) {
  public Limits {
    if (files < 1) {
      throw new IllegalArgumentException("must be at least 1");
    }
  }
}
