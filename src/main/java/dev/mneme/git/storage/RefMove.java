package dev.mneme.git.storage;

import org.eclipse.jgit.lib.ObjectId;

/**
 * A ref that moves in a transaction.
 *
 * @param name in full, for example {@code refs/heads/main}
 * @param from where it was, or {@link ObjectId#zeroId()} if the transaction creates it
 * @param to where it is afterwards, or {@link ObjectId#zeroId()} if the transaction deletes it
 */
public record RefMove(String name, ObjectId from, ObjectId to) {
  public RefMove {
    if (!name.startsWith("refs/")) {
      throw new IllegalArgumentException("not a full name of a ref: '%s'".formatted(name));
    }
    from = from.copy();
    to = to.copy();
  }

  /** Whether the ref is gone after the transaction. */
  public boolean deletes() {
    return to.equals(ObjectId.zeroId());
  }
}
