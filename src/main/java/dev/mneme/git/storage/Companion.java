package dev.mneme.git.storage;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What moves together with the refs of a push: the hidden ref that says what the files do not.
 *
 * <p>Asked again when another transaction came first, because what it answers depends on the state
 * it joins.
 */
@FunctionalInterface
public interface Companion {
  /** Nothing moves along. */
  Companion NONE = (repository, moves) -> new Company(List.of(), Map.of());

  /**
   * Says what to add to a transaction.
   *
   * @param repository in which it may stage objects; shows the state that the transaction is based
   *     on
   * @param moves of refs that are going to be committed
   */
  Company join(LogRepository repository, List<RefMove> moves) throws IOException;

  /**
   * What is added.
   *
   * @param moves of other refs
   * @param versions of the block files that the push changes, by path
   */
  record Company(List<RefMove> moves, Map<String, FileVersion> versions) {}
}
